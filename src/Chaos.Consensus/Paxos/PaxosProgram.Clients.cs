namespace Chaos.Consensus;

/// <summary>Clients may ask any node: it passes on to the leader, and again when the leader changes or nothing comes back.</summary>
internal sealed partial class PaxosProgram
{
    private readonly ClientCalls calls;

    private void TakeOn(long call, KeyValueCommand command)
    {
        if (command.Action is KeyValueAction.Read && settings.Reads is PaxosReads.Local)
            host.Reply(call, new ClientReply(store.Look(command.Key)));
        else
            calls.TakeOn(call, command);
    }

    private void PassOn(PendingCall call)
    {
        if (leader == None) return;
        call.Give(host.MonotonicNs);
        if (IsLeader) Serve(new(self, call.Call), call.Command);
        else host.Send(leader, new PaxosForward { Ballot = promise.Ballot, Call = call.Call, Command = call.Command });
    }

    private void OnForward(int from, PaxosForward message)
    {
        if (IsLeader) Serve(new(from, message.Call), message.Command);
    }

    private void Serve(CallOrigin origin, KeyValueCommand command)
    {
        if (command.Action is KeyValueAction.Read && settings.Reads is not PaxosReads.Log) AddRead(origin);
        else if (store.ResultOf(command) is { } known) Answer(origin, known);
        else Propose(new(LogEntryKind.Command, command, default, origin));
    }
}
