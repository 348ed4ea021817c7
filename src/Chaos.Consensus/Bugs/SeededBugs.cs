namespace Chaos.Consensus;

/// <summary>
/// All seeded bugs. For Raft sections are those of Ongaro and Ousterhout 2014 ("paper") and of Ongaro's thesis 2014; for Paxos those of
/// Lamport, Paxos made simple, 2001 ("simple").
/// </summary>
public static class SeededBugs
{
    /// <summary>The value of the option <c>bug</c> that switches none on.</summary>
    public const string NoBug = "none";

    private const string LostOrStale = "lost writes or stale reads";
    private const string Divergence = "lost writes or stale reads: nodes chose or applied different values";
    private const string SplitBrain = "two leaders in one term, lost writes";

    /// <summary>Everyone, in the order in which they are listed.</summary>
    public static IReadOnlyList<SeededBugInfo> All { get; } =
    [
        new(SeededBug.VotesTwice, "votes-twice", "raft",
            "A server votes for at most one candidate in a term (paper 5.2).", SplitBrain),
        new(SeededBug.VoteNotPersisted, "vote-not-persisted", "raft",
            "votedFor is on stable storage before the server answers (paper, figure 2).", SplitBrain),
        new(SeededBug.TermNotPersisted, "term-not-persisted", "raft",
            "currentTerm is on stable storage before the server answers (paper, figure 2).", SplitBrain),
        new(SeededBug.VotesForStaleLog, "votes-for-stale-log", "raft",
            "A vote goes only to a candidate whose log is at least as up-to-date (paper 5.4.1).", LostOrStale),
        new(SeededBug.QuorumOfHalf, "quorum-of-half", "raft",
            "Elections and commitment need a majority (paper 5.2, 5.3).", SplitBrain),
        new(SeededBug.CommitsOlderTerm, "commits-older-term", "raft",
            "Only entries of the leader's own term are committed by counting replicas (paper 5.4.2, figure 8).", LostOrStale),
        new(SeededBug.SkipsPreviousEntryCheck, "skips-previous-entry-check", "raft",
            "Entries are refused where the log has no entry with prevLogTerm at prevLogIndex (paper 5.3).", LostOrStale),
        new(SeededBug.TruncatesOnLateMessage, "truncates-on-late-message", "raft",
            "Entries are deleted only where they conflict with new ones (paper, figure 2, AppendEntries step 3).", LostOrStale),
        new(SeededBug.CommitsBeyondLastNewEntry, "commits-beyond-last-new-entry", "raft",
            "commitIndex = min(leaderCommit, index of last new entry) (paper, figure 2, AppendEntries step 5).", LostOrStale),
        new(SeededBug.AcknowledgesBeforeFlush, "acknowledges-before-flush", "raft",
            "Entries are on stable storage before they are acknowledged (thesis 3.8).", "lost writes after a loss of power"),
        new(SeededBug.StaleLeaderReads, "stale-leader-reads", "raft",
            "A leader checks that it has not been deposed before it answers a read (paper 8).", "stale reads"),
        new(SeededBug.LeaseByWallClock, "lease-by-wall-clock", "raft",
            "A lease counts by a clock whose drift is bounded (thesis 6.4.1); switches lease reads on.", "stale reads when clocks jump"),
        new(SeededBug.ReadIndexWithoutCommit, "read-index-without-commit", "raft",
            "A new leader commits an entry of its term before it answers reads (paper 8).", "stale reads after an election"),
        new(SeededBug.AppliesTwiceAfterRetry, "applies-twice-after-retry", "raft",
            "A command that was retried takes effect once (paper 8, thesis 6.3).", "an old write comes back"),
        new(SeededBug.SnapshotRollsBack, "snapshot-rolls-back", "raft",
            "A snapshot that is behind the server's own state is ignored (paper 7, figure 13).", LostOrStale),
        new(SeededBug.ChangesMembersAtOnce, "changes-members-at-once", "raft",
            "Old and new members decide together during a change (paper 6).", SplitBrain),
        new(SeededBug.DoesNotStepDown, "does-not-step-down", "raft",
            "A leader that sees a higher term becomes a follower (paper 5.1).", "stale reads"),
        new(SeededBug.CountsVotesTwice, "counts-votes-twice", "raft",
            "A leader has the votes of a majority of the servers, whatever the network doubles (paper 5.2).", SplitBrain),
        new(SeededBug.CountsOldVotes, "counts-old-votes", "raft",
            "A vote counts in the term in which it was granted (paper 5.2).", SplitBrain),
        new(SeededBug.VotesBeforeFlush, "votes-before-flush", "raft",
            "A vote is flushed to stable storage before it is granted (paper, figure 2; thesis 3.8).", SplitBrain),
        new(SeededBug.AcceptsOlderTerm, "accepts-older-term", "raft",
            "Entries of a leader whose term is over are refused (paper, figure 2, AppendEntries step 1).", LostOrStale),
        new(SeededBug.KeepsConflictingEntries, "keeps-conflicting-entries", "raft",
            "An entry that conflicts with the leader's is deleted, and all that follow it (paper, figure 2, AppendEntries step 3).", LostOrStale),
        new(SeededBug.CountsSentEntries, "counts-sent-entries", "raft",
            "matchIndex is what the follower has acknowledged, not what was sent to it (paper, figure 2).", LostOrStale),
        new(SeededBug.AppliesBeforeCommit, "applies-before-commit", "raft",
            "A leader applies and answers once an entry is on a majority of the servers (paper 5.3).", LostOrStale),
        new(SeededBug.ReadsBeforeApply, "reads-before-apply", "raft",
            "A read waits until its state machine has applied the read index (thesis 6.4, step 4).", "stale reads"),
        new(SeededBug.LeaseWithoutPromise, "lease-without-promise", "raft",
            "A server that hears a leader grants no vote, which is what a lease rests on (thesis 4.2.3, 6.4.1); needs reads=lease.", "stale reads"),
        new(SeededBug.LeaseFromAnswer, "lease-from-answer", "raft",
            "A lease begins when the round was sent, not when it was answered (thesis 6.4.1); needs reads=lease.", "stale reads"),
        new(SeededBug.SnapshotWithoutSessions, "snapshot-without-sessions", "raft",
            "The sessions of clients are part of a snapshot (paper 8, thesis 6.3).", LostOrStale),
        new(SeededBug.ForgetsPromise, "forgets-promise", "paxos",
            "An acceptor remembers the highest ballot it answered, even if it fails and restarts (simple 2.2, 2.5).", Divergence),
        new(SeededBug.IgnoresAcceptedValue, "ignores-accepted-value", "paxos",
            "Where an acceptor of the quorum reports a value, the proposer proposes that one, not its own (simple 2.2, P2c).", LostOrStale),
        new(SeededBug.TakesWrongBallot, "takes-wrong-ballot", "paxos",
            "Of the reported values it proposes the one with the highest ballot (simple 2.2, P2c).", LostOrStale),
        new(SeededBug.EqualBallots, "equal-ballots", "paxos",
            "Different proposers choose their ballots from disjoint sets (simple 2.5).", "two leaders in one ballot, lost writes"),
        new(SeededBug.AcceptsBelowPromise, "accepts-below-promise", "paxos",
            "An acceptor accepts a ballot unless it has answered a prepare request with a higher one (simple 2.2, P1a).", Divergence),
        new(SeededBug.LearnsFromMinority, "learns-from-minority", "paxos",
            "A value is chosen when a majority of the acceptors has accepted it (simple 2.2).", LostOrStale),
        new(SeededBug.SkipsGap, "skips-gap", "paxos",
            "A command can be carried out once all commands of lower numbers have been (simple 3).", "stale reads"),
        new(SeededBug.DoesNotRePropose, "does-not-re-propose", "paxos",
            "A new leader proposes again what it found, in its own ballot, and learns what a majority accepted (simple 3).", Divergence),
        new(SeededBug.AcceptedNotPersisted, "accepted-not-persisted", "paxos",
            "An acceptor records its response in stable storage before it sends it (simple 2.5).", "lost writes after restarts"),
        new(SeededBug.AcceptsBeforeFlush, "accepts-before-flush", "paxos",
            "An acceptor records its response in stable storage before it sends it (simple 2.5).", "lost writes after a loss of power"),
        new(SeededBug.ReusesBallot, "reuses-ballot", "paxos",
            "A proposer remembers the highest ballot it tried and begins with a higher one (simple 2.5).", Divergence),
        new(SeededBug.LearnsAcrossBallots, "learns-across-ballots", "paxos",
            "A learner learns what a majority accepted in one ballot, not what it accepted itself in another (simple 2.3).", Divergence),
        new(SeededBug.ReadsWithoutQuorum, "reads-without-quorum", "paxos",
            "A leader that a quorum has deposed must not answer as if it led (Chandra and others, Paxos made live, 2007, 5.2).", "stale reads"),
        new(SeededBug.ReadsBeforeRecovery, "reads-before-recovery", "paxos",
            "A new leader knows the state only once what it found is chosen (simple 3).", "stale reads after an election"),
        new(SeededBug.CommandTakesEffectTwice, "command-takes-effect-twice", "paxos",
            "A command that was chosen for two slots takes effect once (Ongaro's thesis 6.3).", "an old write comes back"),
        new(SeededBug.OldSnapshotLoaded, "old-snapshot-loaded", "paxos",
            "A snapshot that is behind the learner's own state is ignored (Paxos made live 5.5).", LostOrStale),
        new(SeededBug.NewMembersAtOnce, "new-members-at-once", "paxos",
            "The members for a slot are those of the state a fixed number of slots before (simple 3).", Divergence),
    ];

    /// <summary>The option with which a system takes its bugs.</summary>
    public static OptionSpec OptionFor(string system) => new(
        "bug", NoBug, "A seeded bug to switch on; see './chaos list bugs'.")
    {
        Choices = [NoBug, .. All.Where(bug => bug.System == system).Select(bug => bug.Name)],
    };

    /// <summary>The switches that the value of that option means.</summary>
    /// <exception cref="UsageException">There is no such bug.</exception>
    public static BugSwitches Switches(string name) => name == NoBug
        ? BugSwitches.None
        : BugSwitches.Of((All.FirstOrDefault(bug => bug.Name == name)
            ?? throw new UsageException(NearestName.Unknown("seeded bug", name, All.Select(bug => bug.Name)))).Bug);
}
