using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>
/// Registers as keys of the replicated key-value state machine. Each operation is sent once; what the node passes on again to another
/// leader belongs to the same session and number, so that it takes effect once. Evidence is the position in the log.
/// </summary>
internal sealed class ProgramRegisterClient(IProgramConnection connection) : IClient
{
    private static readonly ClientRequest OpenSession = new(new() { Action = KeyValueAction.OpenSession });
    private long session;
    private long sequence;

    /// <inheritdoc/>
    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        // Without a session nothing of the operation has been sent yet. The next operation tries again. A read needs none: it may be repeated.
        if (session == 0 && invocation.F != RegisterOperations.Read && await WhyNoSessionAsync(cancellationToken) is { } why) return Completion.Fail(why);
        var isRead = invocation.F == RegisterOperations.Read;
        var result = await connection.CallAsync(new ClientRequest(CommandOf(invocation)), cancellationToken);
        if (result.State is ProgramCallState.NotSent) return Completion.Fail(result.Reason ?? "connection refused");
        if (result.State is ProgramCallState.Lost) return Unknown(isRead, result.Reason ?? "connection lost");
        if (result.Reply is not ClientReply reply) return Unknown(isRead, $"an answer of another kind: {result.Reply?.Name}");
        var (status, value, revision) = reply.Result;
        return status switch
        {
            ReplyStatus.Ok => Completion.Ok(isRead ? value : invocation.Value, Value.Of(revision)),
            ReplyStatus.Mismatch => Completion.Mismatch(value),
            ReplyStatus.NotServed => Completion.Fail("no leader was known"),
            ReplyStatus.Refused => Completion.Fail(reply.Text ?? "refused"),
            ReplyStatus.SessionExpired => Unknown(isRead, "the session has expired"),
            _ => Unknown(isRead, "no leader answered in time"),
        };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async ValueTask<string?> WhyNoSessionAsync(CancellationToken cancellationToken)
    {
        var result = await connection.CallAsync(OpenSession, cancellationToken);
        if (result.Reply is not ClientReply reply) return $"no session: {result.State}";
        if (reply.Result.Status is not ReplyStatus.Ok) return $"no session: {reply.Result.Status}";
        session = reply.Result.Value.AsInteger();
        return null;
    }

    // A read has no effect: where its result is not known, it is as if it had not been.
    private static Completion Unknown(bool isRead, string why) => isRead ? Completion.Fail(why) : Completion.Info(why);

    private KeyValueCommand CommandOf(in Invocation invocation)
    {
        var key = invocation.Key ?? throw new InvalidOperationException($"A {invocation.F} needs a key, but it has none.");
        if (invocation.F == RegisterOperations.Read) return new() { Action = KeyValueAction.Read, Key = key };
        if (invocation.F == RegisterOperations.Write)
            return new() { Action = KeyValueAction.Write, Key = key, Value = invocation.Value, Session = session, Sequence = ++sequence };
        if (invocation.F != RegisterOperations.Cas) throw new InvalidOperationException($"A register has no operation '{invocation.F}'.");
        var (expected, next) = RegisterOperations.CasArguments(invocation.Value);
        return new()
        {
            Action = KeyValueAction.Cas,
            Key = key,
            Expected = expected,
            Value = next,
            Session = session,
            Sequence = ++sequence,
        };
    }
}
