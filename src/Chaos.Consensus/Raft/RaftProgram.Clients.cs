namespace Chaos.Consensus;

/// <summary>
/// Clients may ask any node: a follower passes on to the leader, and again when the leader changes or nothing comes back. A session
/// makes such retries exactly-once (paper 8, thesis 6.3).
/// </summary>
internal sealed partial class RaftProgram
{
    private readonly ClientCalls calls;

    private void TakeOn(long call, KeyValueCommand command)
    {
        if (command.Action is KeyValueAction.Read && settings.Reads is RaftReads.Local)
            host.Reply(call, new ClientReply(store.Look(command.Key)));
        else
            calls.TakeOn(call, command);
    }

    private void PassOn(PendingCall call)
    {
        if (leader == None || (IsLeader && transferTo != None)) return;
        call.Give(host.MonotonicNs);
        if (IsLeader) Serve(new(self, call.Call), call.Command);
        else host.Send(leader, new ForwardRequest { Term = term, Call = call.Call, Command = call.Command });
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
}
