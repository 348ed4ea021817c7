using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>
/// One client's session with a node. Each command is sent once; what the node passes on again to another leader belongs to the same
/// session and number, so that it takes effect once.
/// </summary>
internal sealed class ProgramSession(IProgramConnection connection) : IAsyncDisposable
{
    private static readonly ClientRequest OpenSession = new(new() { Action = KeyValueAction.OpenSession });
    private long session;
    private long sequence;

    /// <summary>Carries out a command; a session is opened before the first that is no read. A read needs none: it may be repeated.</summary>
    public async ValueTask<ProgramAnswer> SendAsync(
        KeyValueAction action, string key, Value value, Value expected, CancellationToken cancellationToken)
    {
        // Without a session nothing of the operation has been sent yet. The next operation tries again.
        var isRead = action is KeyValueAction.Read;
        if (session == 0 && !isRead && await WhyNoSessionAsync(cancellationToken) is { } why) return Failed(Completion.Fail(why));
        var command = new KeyValueCommand
        {
            Action = action,
            Key = key,
            Value = value,
            Expected = expected,
            Session = isRead ? 0 : session,
            Sequence = isRead ? 0 : ++sequence,
        };
        var result = await connection.CallAsync(new ClientRequest(command), cancellationToken);
        if (result.State is ProgramCallState.NotSent) return Failed(Completion.Fail(result.Reason ?? "connection refused"));
        if (result.State is ProgramCallState.Lost) return Unknown(isRead, result.Reason ?? "connection lost");
        if (result.Reply is not ClientReply reply) return Unknown(isRead, $"an answer of another kind: {result.Reply?.Name}");
        return reply.Result.Status switch
        {
            ReplyStatus.Ok or ReplyStatus.Mismatch => new(null, reply.Result.Status, reply.Result.Value, reply.Result.Revision),
            ReplyStatus.NotServed => Failed(Completion.Fail("no leader was known")),
            ReplyStatus.Refused => Failed(Completion.Fail(reply.Text ?? "refused")),
            ReplyStatus.SessionExpired => Unknown(isRead, "the session has expired"),
            _ => Unknown(isRead, "no leader answered in time"),
        };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async ValueTask<string?> WhyNoSessionAsync(CancellationToken cancellationToken)
    {
        var result = await connection.CallAsync(OpenSession, cancellationToken);
        if (result.State is ProgramCallState.NotSent) return result.Reason ?? "connection refused";
        if (result.Reply is not ClientReply reply) return $"no session: {result.Reason ?? "connection lost"}";
        if (reply.Result.Status is not ReplyStatus.Ok) return $"no session: {reply.Result.Status}";
        session = reply.Result.Value.AsInteger();
        return null;
    }

    // A read has no effect: where its result is not known, it is as if it had not been.
    private static ProgramAnswer Unknown(bool isRead, string why) => Failed(isRead ? Completion.Fail(why) : Completion.Info(why));

    private static ProgramAnswer Failed(Completion how) => new(how, default, default, 0);
}
