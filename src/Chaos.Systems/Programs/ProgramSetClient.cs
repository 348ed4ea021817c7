using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>Sets as lists of the replicated key-value state machine: an add appends, which needs no look before.</summary>
internal sealed class ProgramSetClient(ProgramSession session) : IClient
{
    /// <inheritdoc/>
    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = invocation.Key ?? throw new InvalidOperationException($"A {invocation.F} needs a key, but it has none.");
        var action = invocation.F switch
        {
            SetOperations.Add => KeyValueAction.Append,
            SetOperations.Read => KeyValueAction.Read,
            _ => throw new InvalidOperationException($"A set has no operation '{invocation.F}'."),
        };
        var answer = await session.SendAsync(action, key, invocation.Value, default, cancellationToken);
        if (answer.Failure is { } failure) return failure;
        var result = action is KeyValueAction.Append ? invocation.Value : answer.Value.IsNull ? Value.Of([]) : answer.Value;
        return Completion.Ok(result, Value.Of(answer.Revision));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();
}
