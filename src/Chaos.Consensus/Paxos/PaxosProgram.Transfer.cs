namespace Chaos.Consensus;

/// <summary>
/// Handing over: the leader asks another node to propose, and asks again with its heartbeats until it is deposed or gives up. Nothing waits for
/// the other to be up to date: phase 1 brings what it misses.
/// </summary>
internal sealed partial class PaxosProgram
{
    private int transferTo = None;
    private long transferSinceNs;
    private bool takesOver;

    private void BeginTransfer(long call, int to)
    {
        if (to == self || (MembersAt(chosen + 1).Bits & PaxosMembers.Bit(to)) == 0 || transferTo != None)
        {
            Refuse(call, transferTo != None ? "a transfer is going on" : "that node is the leader itself, or no member");
            return;
        }

        transferTo = to;
        transferSinceNs = host.MonotonicNs;
        host.Reply(call, new ClientReply(new(ReplyStatus.Ok, default, chosen)));
        TryTransfer();
    }

    private void TryTransfer()
    {
        if (transferTo == None) return;
        if (host.MonotonicNs - transferSinceNs > 2 * settings.ElectionNs) transferTo = None;
        else host.Send(transferTo, new PaxosTakeOver { Ballot = ballot });
    }

    private void OnTakeOver(PaxosTakeOver message)
    {
        if (message.Ballot != promise.Ballot || role is not NodeRole.Follower || !IsMember) return;
        BeginBallot();
        takesOver = true;
        Stand();
    }
}
