namespace Chaos.Consensus;

/// <summary>What operators ask for, and leadership transfer (thesis 3.10).</summary>
internal sealed partial class RaftProgram
{
    private int transferTo = None;
    private long transferSinceNs;

    private void OnAdmin(long call, AdminRequest request)
    {
        if (request.Nodes.Any(node => node < 0 || node >= place.Nodes.Count))
        {
            Refuse(call, $"there is no such node; they are numbered from 0 to {place.Nodes.Count - 1}");
        }
        else if (request.Action is AdminAction.Compact)
        {
            Compact();
            host.Reply(call, new ClientReply(new(ReplyStatus.Ok, default, snapshot?.Index ?? 0)));
        }
        else if (!IsLeader)
        {
            Refuse(call, leader == None ? "not the leader, and none is known" : $"not the leader, which is {place.Nodes[leader]}");
        }
        else if (request.Nodes.Count == 0)
        {
            Refuse(call, "no node is named");
        }
        else if (request.Action is AdminAction.ChangeMembers or AdminAction.ChangeMembersNow)
        {
            BeginMembershipChange(call, RaftConfiguration.SetOf(request.Nodes), request.Action is AdminAction.ChangeMembers);
        }
        else
        {
            BeginTransfer(call, request.Nodes[0]);
        }
    }

    // New commands wait meanwhile, so that the follower can catch up.
    private void BeginTransfer(long call, int to)
    {
        if (to == self || !configuration.Contains(to) || transferTo != None)
        {
            Refuse(call, transferTo != None ? "a transfer is going on" : "that node is the leader itself, or no member");
            return;
        }

        transferTo = to;
        transferSinceNs = host.MonotonicNs;
        host.Reply(call, new ClientReply(new(ReplyStatus.Ok, default, commitIndex)));
        TryTransfer();
    }

    private void TryTransfer()
    {
        if (host.MonotonicNs - transferSinceNs > 2 * settings.ElectionNs) EndTransfer();
        else if (progress[transferTo].Match == log.LastIndex) host.Send(transferTo, new TimeoutNow { Term = term });
    }

    private void EndTransfer()
    {
        transferTo = None;
        calls.PassOnAll();
    }

    private void OnTimeoutNow(TimeoutNow message)
    {
        if (message.Term == term && !IsLeader && configuration.Contains(self)) Campaign(transfer: true);
    }
}
