using System.Numerics;

namespace Chaos.Consensus;

/// <summary>
/// Membership ("Paxos made simple", section 3): a configuration is a chosen value like others, and holds for slots from
/// <see cref="PaxosSettings.WindowSlots"/> later on. No slot further than that is ever open, so that everyone who decides about a slot
/// knows its members. A leader needs promises of a quorum of a slot's members before it proposes there.
/// </summary>
internal sealed partial class PaxosProgram
{
    private const int CatchUpTimeouts = 20;

    private readonly List<(long Slot, PaxosMembers Members)> configurations = [];
    private ulong joining;
    private PaxosMembers target;
    private long changeCall;
    private long changeSinceNs;

    private bool IsMember => (MembersInWindow() & PaxosMembers.Bit(self)) != 0;

    private int EffectAfter => bugs.Has(SeededBug.NewMembersAtOnce) ? 1 : settings.WindowSlots;

    /// <summary>Who decides about a slot; it must lie within the window.</summary>
    private PaxosMembers MembersAt(long slot)
    {
        for (var i = configurations.Count - 1; i > 0; i--)
        {
            if (configurations[i].Slot + EffectAfter <= slot) return configurations[i].Members;
        }

        return configurations[0].Members;
    }

    /// <summary>Everyone who decides about an open slot.</summary>
    private ulong MembersInWindow()
    {
        var all = 0UL;
        for (var i = configurations.Count - 1; i >= 0; i--)
        {
            all |= configurations[i].Members.Bits;
            if (configurations[i].Slot + EffectAfter <= chosen + 1) break;
        }

        return all;
    }

    private bool IsPromisedForWindow(ulong by)
    {
        for (var i = configurations.Count - 1; i >= 0; i--)
        {
            if (!configurations[i].Members.IsQuorum(by)) return false;
            if (configurations[i].Slot + EffectAfter <= chosen + 1) break;
        }

        return true;
    }

    private ulong Recipients() => (MembersInWindow() | joining) & ~PaxosMembers.Bit(self);

    private static int[] NodesOf(ulong set)
    {
        var nodes = new int[BitOperations.PopCount(set)];
        for (var i = 0; set != 0; set &= set - 1) nodes[i++] = BitOperations.TrailingZeroCount(set);
        return nodes;
    }

    private void TakeConfiguration(PaxosEntry entry)
    {
        configurations.Add((entry.Slot, entry.Members));
        if (!IsLeader) ResetElectionTimer();
    }

    private void ForgetConfigurations()
    {
        var keep = configurations.FindLastIndex(known => known.Slot + EffectAfter <= chosen + 1);
        if (keep > 0) configurations.RemoveRange(0, keep);
    }

    private void OnAdmin(long call, AdminRequest request)
    {
        if (request.Nodes.Any(node => node < 0 || node >= place.Nodes.Count))
        {
            Refuse(call, $"there is no such node; they are numbered from 0 to {place.Nodes.Count - 1}");
        }
        else if (request.Action is AdminAction.Compact)
        {
            Compact();
            host.Reply(call, new ClientReply(new(ReplyStatus.Ok, default, snapshot?.Slot ?? 0)));
        }
        else if (!IsLeader)
        {
            Refuse(call, leader == None ? "not the leader, and none is known" : $"not the leader, which is {place.Nodes[leader]}");
        }
        else if (request.Nodes.Count == 0)
        {
            Refuse(call, "no node is named");
        }
        else if (request.Action is AdminAction.TransferLeadership)
        {
            BeginTransfer(call, request.Nodes[0]);
        }
        else
        {
            BeginMembershipChange(call, PaxosMembers.Of(request.Nodes), request.Action is AdminAction.ChangeMembers);
        }
    }

    private void BeginMembershipChange(long call, PaxosMembers members, bool awaitNew)
    {
        var newest = configurations[^1];
        if (changeCall != 0 || chosen < foundUpTo || (newest.Slot > 0 && newest.Slot + EffectAfter > chosen + 1))
        {
            Refuse(call, "another change is not finished, or the leader is new; try again");
            return;
        }

        if (members == newest.Members)
        {
            host.Reply(call, new ClientReply(new(ReplyStatus.Ok, default, chosen)));
            return;
        }

        changeCall = call;
        target = members;
        changeSinceNs = host.MonotonicNs;
        joining = awaitNew ? members.Bits & ~newest.Members.Bits : 0;
        if (joining == 0) Propose(new(LogEntryKind.Configuration, null, target, null));
        else SendHeartbeat();
    }

    // Called when a node has told how far it is.
    private void MaybeProposeMembers()
    {
        if (NodesOf(joining).Any(node => peers[node].Chosen + settings.MessageSlots < chosen)) return;
        joining = 0;
        Propose(new(LogEntryKind.Configuration, null, target, null));
    }

    /// <summary>After a choice: a change is done once the next slot belongs to the new members, and then a leader that is none leaves.</summary>
    private void OnChosenByLeader()
    {
        if (changeCall != 0 && joining == 0 && configurations[^1].Members == target && MembersAt(chosen + 1) == target)
        {
            host.Reply(changeCall, new ClientReply(new(ReplyStatus.Ok, default, chosen)));
            changeCall = 0;
        }

        if (IsMember) return;
        SendHeartbeat(); // so that the others know that it is chosen
        StepDown(None);
    }

    private void GiveUpOldChange()
    {
        var tooLong = host.MonotonicNs - changeSinceNs > CatchUpTimeouts * settings.ElectionNs;
        if (joining != 0 && tooLong) EndMembershipChange("the new members did not catch up in time");
    }

    private void EndMembershipChange(string why)
    {
        var decided = joining == 0;
        joining = 0;
        if (changeCall == 0) return;
        host.Reply(changeCall, new ClientReply(new(decided ? ReplyStatus.Uncertain : ReplyStatus.NotServed, default, 0), why));
        changeCall = 0;
    }
}
