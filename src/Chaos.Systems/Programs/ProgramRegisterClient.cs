using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>Registers as keys of the replicated key-value state machine. Evidence is the position in the log.</summary>
internal sealed class ProgramRegisterClient(ProgramSession session) : IClient
{
    /// <inheritdoc/>
    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = invocation.Key ?? throw new InvalidOperationException($"A {invocation.F} needs a key, but it has none.");
        var isRead = invocation.F == RegisterOperations.Read;
        var answer = invocation.F switch
        {
            RegisterOperations.Read => await session.SendAsync(KeyValueAction.Read, key, default, default, cancellationToken),
            RegisterOperations.Write => await session.SendAsync(KeyValueAction.Write, key, invocation.Value, default, cancellationToken),
            RegisterOperations.Cas => await CasAsync(key, invocation.Value, cancellationToken),
            _ => throw new InvalidOperationException($"A register has no operation '{invocation.F}'."),
        };
        if (answer.Failure is { } failure) return failure;
        return answer.Status is ReplyStatus.Mismatch
            ? Completion.Mismatch(answer.Value)
            : Completion.Ok(isRead ? answer.Value : invocation.Value, Value.Of(answer.Revision));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    private ValueTask<ProgramAnswer> CasAsync(string key, Value argument, CancellationToken cancellationToken)
    {
        var (expected, next) = RegisterOperations.CasArguments(argument);
        return session.SendAsync(KeyValueAction.Cas, key, next, expected, cancellationToken);
    }
}
