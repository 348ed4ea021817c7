namespace Chaos.Consensus;

/// <summary>
/// Clients may ask any node: a follower passes on to the leader, and again when the leader changes or nothing comes back. A session
/// makes such retries exactly-once (paper 8, thesis 6.3).
/// </summary>
internal sealed partial class RaftProgram
{
    private readonly Dictionary<long, PendingCall> pending = [];
    private bool retryIsSet;

    private void TakeOn(long call, KeyValueCommand command)
    {
        if (command.Action is KeyValueAction.Read && settings.Reads is RaftReads.Local)
        {
            host.Reply(call, new ClientReply(store.Look(command.Key)));
            return;
        }

        var taken = new PendingCall(call, command, host.MonotonicNs);
        pending.Add(call, taken);
        PassOn(taken);
        if (retryIsSet || !pending.ContainsKey(call)) return;
        retryIsSet = true;
        host.SetTimer(RetryTimer, settings.ElectionNs);
    }

    private void PassOn(PendingCall call)
    {
        if (leader == None || (IsLeader && transferTo != None)) return;
        call.PassedNs = host.MonotonicNs;
        call.IsGiven = true;
        if (IsLeader) Serve(new(self, call.Call), call.Command);
        else host.Send(leader, new ForwardRequest { Term = term, Call = call.Call, Command = call.Command });
    }

    private void PassOnAll()
    {
        foreach (var call in pending.Values.ToArray()) PassOn(call);
    }

    private void OnForwardRequest(int from, ForwardRequest request)
    {
        if (IsLeader && transferTo == None) Serve(new(from, request.Call), request.Command);
    }

    private void Serve(CallOrigin origin, KeyValueCommand command)
    {
        if (command.Action is KeyValueAction.Read && settings.Reads is not RaftReads.Log)
        {
            AddRead(origin);
            return;
        }

        if (store.ResultOf(command) is { } known)
        {
            Answer(origin, known);
            return;
        }

        var entry = LogEntry.Create(scratch, log.LastIndex + 1, term, LogEntryKind.Command, command);
        origins.Add(entry.Index, origin);
        Propose(entry);
    }

    private void Answer(long call, KeyValueResult result)
    {
        if (pending.Remove(call)) host.Reply(call, new ClientReply(result));
    }

    private void OnRetry()
    {
        var nowNs = host.MonotonicNs;
        foreach (var call in pending.Values.ToArray())
        {
            if (nowNs - call.StartedNs >= settings.RequestNs)
                Answer(call.Call, new(call.IsGiven ? ReplyStatus.Uncertain : ReplyStatus.NotServed, default, 0));
            else if (nowNs - call.PassedNs >= 2 * settings.ElectionNs && MayRepeat(call))
                PassOn(call);
        }

        retryIsSet = pending.Count > 0;
        if (retryIsSet) host.SetTimer(RetryTimer, settings.ElectionNs);
    }

    // Without a session a second copy would take effect again.
    private static bool MayRepeat(PendingCall call) =>
        !call.IsGiven || call.Command.Session != 0 || call.Command.Action is KeyValueAction.Read or KeyValueAction.OpenSession;
}
