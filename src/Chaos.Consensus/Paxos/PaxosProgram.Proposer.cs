namespace Chaos.Consensus;

/// <summary>
/// Phase 1 for all slots from the first that is not known to be chosen ("Paxos made simple", section 3). A node that hears no leader for a
/// while tries; it keeps its ballot until somebody has promised a higher one, and promises to itself last, so that a node that reaches
/// nobody disturbs nobody when it comes back.
/// </summary>
internal sealed partial class PaxosProgram
{
    private readonly Dictionary<long, PaxosEntry> found = []; // by slot: what the next proposal there must be
    private long foundUpTo;
    private long ballot;
    private long highest; // ballot seen of others, or used to propose
    private ulong promisedBy;
    private bool hasAskedSelf;
    private long lastLife; // a ballot of the last life that is used again

    private void ResetElectionTimer()
    {
        if (IsMember) host.SetTimer(ElectionTimer, settings.ElectionNs + RandomUpTo(settings.ElectionNs));
        else host.CancelTimer(ElectionTimer);
    }

    private long RandomUpTo(long lengthNs) => (long)(host.NextRandom() % (ulong)lengthNs);

    private void OnElectionTimeout()
    {
        if (IsLeader || !IsMember) return;
        if (ballot <= highest) BeginBallot();
        Stand();
    }

    private void Stand()
    {
        role = NodeRole.Candidate;
        SetLeader(None);
        ResetElectionTimer();
        host.SetTimer(HeartbeatTimer, settings.HeartbeatNs);
        Prepare();
    }

    private void BeginBallot()
    {
        // Equal to the highest only if it is used again: the seeded bug.
        ballot = lastLife == highest && lastLife > 0 ? lastLife : PaxosBallot.Above(Math.Max(highest, ballot), self, bugs);
        lastLife = 0;
        takesOver = false;
        promisedBy = 0;
        hasAskedSelf = false;
        found.Clear();
        foundUpTo = 0;
    }

    /// <summary>Asks those that have not promised yet.</summary>
    private void Prepare()
    {
        var prepare = new PaxosPrepare { Ballot = ballot, From = chosen + 1, TakesOver = takesOver };
        foreach (var peer in NodesOf(MembersInWindow()))
        {
            if (peer != self && (promisedBy & PaxosMembers.Bit(peer)) == 0) host.Send(peer, prepare);
        }

        if (!IsLeader) MaybeLead();
        else AskSelf(); // who leads by the promises of others alone may be needed by later members
    }

    private void AskSelf()
    {
        if (hasAskedSelf || !IsMember) return;
        hasAskedSelf = true;
        OnPrepare(self, new() { Ballot = ballot, From = chosen + 1 });
    }

    private void OnPromised(int from, PaxosPromised message)
    {
        if (message.Ballot != ballot || role is not (NodeRole.Candidate or NodeRole.Leader)) return;
        if (message.Snapshot is { } offered && offered.Slot > chosen && !IsLeader) Install(offered);
        foreach (var entry in message.Accepted) TakeFound(entry);
        promisedBy |= PaxosMembers.Bit(from);
        if (IsLeader) ProposeMore(); // members that joined later
        else MaybeLead();
    }

    private void TakeFound(PaxosEntry entry)
    {
        if (entry.Slot <= (IsLeader ? nextSlot - 1 : chosen)) return;
        found.TryGetValue(entry.Slot, out var before);
        if (!PaxosAdoption.Takes(entry.Ballot, before?.Ballot ?? 0, bugs)) return;
        found[entry.Slot] = entry;
        foundUpTo = Math.Max(foundUpTo, entry.Slot);
    }

    private void MaybeLead()
    {
        if (IsPromisedForWindow(promisedBy))
        {
            BecomeLeader();
        }
        else if (IsPromisedForWindow(promisedBy | PaxosMembers.Bit(self)))
        {
            AskSelf();
        }
    }

    private void OnRefused(PaxosRefused message)
    {
        highest = Math.Max(highest, message.Promised);
        if (message.Ballot != ballot || message.Promised <= ballot || role is NodeRole.Follower) return;
        StepDown(None);
        // Somewhere at random before others take this node for gone; two that try at once would go on like that.
        if (IsMember) host.SetTimer(ElectionTimer, settings.HeartbeatNs + RandomUpTo(settings.ElectionNs));
    }

    private void BecomeLeader()
    {
        role = NodeRole.Leader;
        highest = Math.Max(highest, ballot); // used: never again
        host.Log($"became leader at term {ballot}");
        host.CancelTimer(ElectionTimer);
        BeginLeading();
        SetLeader(self);
    }

    private void StepDown(int newLeader)
    {
        if (IsLeader)
        {
            host.Log($"stopped leading at term {ballot}");
            EndLeading();
        }

        host.CancelTimer(HeartbeatTimer);
        role = NodeRole.Follower;
        SetLeader(newLeader);
        ResetElectionTimer();
    }
}
