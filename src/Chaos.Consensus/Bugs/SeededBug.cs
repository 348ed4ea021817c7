namespace Chaos.Consensus;

/// <summary>
/// Defects that can be switched on, of the kind that real systems had. <see cref="SeededBugs"/> says of each which rule it breaks and
/// what to expect. Each is tested at one place in the code.
/// </summary>
public enum SeededBug : byte
{
    /// <summary>Raft: grants its vote to a second candidate of the same term.</summary>
    VotesTwice,

    /// <summary>Raft: does not write its vote to disk.</summary>
    VoteNotPersisted,

    /// <summary>Raft: does not write its term (and with it the vote) to disk.</summary>
    TermNotPersisted,

    /// <summary>Raft: votes for a candidate whose log is behind its own.</summary>
    VotesForStaleLog,

    /// <summary>Raft: takes half of the members, rounded down, for a quorum.</summary>
    QuorumOfHalf,

    /// <summary>Raft: commits an entry of an older term by counting replicas.</summary>
    CommitsOlderTerm,

    /// <summary>Raft: appends entries without looking at the entry before them.</summary>
    SkipsPreviousEntryCheck,

    /// <summary>Raft: cuts its log after the entries of every message, also of one that comes late.</summary>
    TruncatesOnLateMessage,

    /// <summary>Raft: takes the leader's commit index without regard to how far its own log is known to agree.</summary>
    CommitsBeyondLastNewEntry,

    /// <summary>Raft: acknowledges entries before they are on disk.</summary>
    AcknowledgesBeforeFlush,

    /// <summary>Raft: a leader answers reads without asking whether it still leads.</summary>
    StaleLeaderReads,

    /// <summary>Raft: leases by the wall clock.</summary>
    LeaseByWallClock,

    /// <summary>Raft: a new leader answers reads before it has committed an entry of its term.</summary>
    ReadIndexWithoutCommit,

    /// <summary>Raft: carries out a command again when it comes twice.</summary>
    AppliesTwiceAfterRetry,

    /// <summary>Raft: loads the state of a snapshot that is older than its own.</summary>
    SnapshotRollsBack,

    /// <summary>Raft: changes the members in one step, without joint consensus.</summary>
    ChangesMembersAtOnce,

    /// <summary>Raft: a leader that sees a higher term does not step down.</summary>
    DoesNotStepDown,

    /// <summary>Raft: counts the grants of votes, not who granted them.</summary>
    CountsVotesTwice,

    /// <summary>Raft: counts votes that were granted in an earlier term.</summary>
    CountsOldVotes,

    /// <summary>Raft: answers a request for a vote before the vote is on disk.</summary>
    VotesBeforeFlush,

    /// <summary>Raft: takes entries of a leader of an earlier term.</summary>
    AcceptsOlderTerm,

    /// <summary>Raft: keeps an entry that conflicts with the leader's.</summary>
    KeepsConflictingEntries,

    /// <summary>Raft: counts entries as replicated that were sent only.</summary>
    CountsSentEntries,

    /// <summary>Raft: applies entries as soon as they are on the leader's own disk.</summary>
    AppliesBeforeCommit,

    /// <summary>Raft: answers a read before it has applied what the leader had committed.</summary>
    ReadsBeforeApply,

    /// <summary>Raft: votes while it hears a leader, although leaders rely on leases.</summary>
    LeaseWithoutPromise,

    /// <summary>Raft: a lease counts from the answer of the quorum instead of the question.</summary>
    LeaseFromAnswer,

    /// <summary>Raft: leaves the sessions of clients out of snapshots.</summary>
    SnapshotWithoutSessions,

    /// <summary>Paxos: an acceptor does not remember its promise after a restart.</summary>
    ForgetsPromise,

    /// <summary>Paxos: a proposer proposes its own value where an acceptor reported one.</summary>
    IgnoresAcceptedValue,

    /// <summary>Paxos: of several reported values a proposer takes the one with the lowest ballot.</summary>
    TakesWrongBallot,

    /// <summary>Paxos: ballots do not hold the proposer, so that two can have the same one.</summary>
    EqualBallots,

    /// <summary>Paxos: an acceptor accepts in a ballot below its promise.</summary>
    AcceptsBelowPromise,

    /// <summary>Paxos: half of the acceptors, rounded down, choose a value.</summary>
    LearnsFromMinority,

    /// <summary>Paxos: a learner goes past a slot that it does not know.</summary>
    SkipsGap,

    /// <summary>Paxos: a new leader takes what it found accepted for chosen, without proposing it again.</summary>
    DoesNotRePropose,

    /// <summary>Paxos: an acceptor does not write to disk what it accepted.</summary>
    AcceptedNotPersisted,

    /// <summary>Paxos: an acceptor answers before what it accepted is on disk.</summary>
    AcceptsBeforeFlush,

    /// <summary>Paxos: a proposer uses the ballot of its last life again.</summary>
    ReusesBallot,

    /// <summary>Paxos: a learner takes what it accepted in another ballot for what the leader says is chosen.</summary>
    LearnsAcrossBallots,

    /// <summary>Paxos: a leader answers reads without asking a quorum.</summary>
    ReadsWithoutQuorum,

    /// <summary>Paxos: a new leader answers reads before what it found is chosen.</summary>
    ReadsBeforeRecovery,

    /// <summary>Paxos: carries out a command again when it was chosen twice.</summary>
    CommandTakesEffectTwice,

    /// <summary>Paxos: a learner loads the state of a snapshot that is older than its own.</summary>
    OldSnapshotLoaded,

    /// <summary>Paxos: a change of members takes effect in the next slot, which the old members may be deciding.</summary>
    NewMembersAtOnce,
}
