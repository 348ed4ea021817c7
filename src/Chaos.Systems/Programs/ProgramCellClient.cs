using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>
/// Data types in cells of the replicated key-value state machine: a read, then a cas where the cell changes. Only the cas has an effect,
/// and is sent once; one that lost the race is a fail.
/// </summary>
internal sealed class ProgramCellClient(ProgramSession session, ICellStructure structure) : IClient
{
    /// <inheritdoc/>
    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = invocation.Key ?? throw new InvalidOperationException($"A {invocation.F} needs a key, but it has none.");
        var seen = await session.SendAsync(KeyValueAction.Read, key, default, default, cancellationToken);
        if (seen.Failure is { } failure) return failure;
        var step = structure.Apply(seen.Value, invocation);
        if (step.Next is not { } next) return WithRevision(step.Answer, seen.Revision);
        var changed = await session.SendAsync(KeyValueAction.Cas, key, next, seen.Value, cancellationToken);
        if (changed.Failure is { } unknown) return unknown;
        return changed.Status is ReplyStatus.Mismatch
            ? Completion.Fail(CounterOperations.ContendedError)
            : WithRevision(step.Answer, changed.Revision);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    // A mismatch has its own evidence.
    private static Completion WithRevision(Completion answer, long revision) =>
        answer.Type is OperationType.Ok ? answer with { Evidence = Value.Of(revision) } : answer;
}
