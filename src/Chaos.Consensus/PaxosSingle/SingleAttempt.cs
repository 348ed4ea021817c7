namespace Chaos.Consensus;

/// <summary>A proposer's work on one instance: the calls that wait for it, and the ballot that it tries.</summary>
internal sealed class SingleAttempt(SingleInstance instance)
{
    public SingleInstance Instance => instance;

    /// <summary>The calls, the one that is served first at the front.</summary>
    public Queue<PendingCall> Calls { get; } = new();

    /// <summary>The ballot; 0 before the first.</summary>
    public long Ballot { get; private set; }

    /// <summary>The highest ballot that was heard of.</summary>
    public long Highest { get; set; }

    /// <summary>The acceptors that have answered in this phase.</summary>
    public ulong AnsweredBy { get; set; }

    /// <summary>What is proposed in phase 2; null in phase 1.</summary>
    public SingleProposal? Proposal { get; private set; }

    /// <summary>The ballot of what was found in phase 1; 0 for nothing.</summary>
    public long FoundBallot { get; private set; }

    public SingleProposal Found { get; private set; }

    /// <summary>When the next ballot is tried, by the node's monotonic clock.</summary>
    public long RetryNs { get; set; }

    /// <summary>When this ballot began: calls that came later learn nothing from an empty phase 1.</summary>
    public long BegunNs { get; private set; }

    public void Begin(long ballot, long nowNs)
    {
        Ballot = ballot;
        BegunNs = nowNs;
        AnsweredBy = 0;
        Proposal = null;
        FoundBallot = 0;
    }

    public void Find(long ballot, SingleProposal proposal, BugSwitches bugs)
    {
        if (ballot > 0 && PaxosAdoption.Takes(ballot, FoundBallot, bugs)) (FoundBallot, Found) = (ballot, proposal);
    }

    public void Propose(SingleProposal proposal)
    {
        Proposal = proposal;
        AnsweredBy = 0;
    }
}
