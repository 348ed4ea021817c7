namespace Chaos.Consensus;

/// <summary>
/// What an acceptor has promised: to take part in no ballot below this one ("Paxos made simple", section 2.2, P1a). In Multi-Paxos one
/// promise holds for all slots, in single-decree Paxos for one instance.
/// </summary>
internal sealed class PaxosPromise(BugSwitches bugs)
{
    /// <summary>The highest ballot that it answered, in either phase.</summary>
    public long Ballot { get; private set; }

    /// <summary>Phase 1: the same ballot may ask again, since it belongs to one proposer.</summary>
    public bool MayPromise(long ballot) => ballot >= Ballot;

    /// <summary>Phase 2.</summary>
    public bool MayAccept(long ballot) => ballot >= Ballot || bugs.Has(SeededBug.AcceptsBelowPromise);

    /// <summary>Takes part in a ballot; whether that is new, so that it must be on disk before it is told.</summary>
    public bool Raise(long ballot)
    {
        if (ballot <= Ballot) return false;
        Ballot = ballot;
        return true;
    }
}
