using Chaos.Consensus;

namespace Chaos.Campaigns;

/// <summary>The hunts for the seeded bugs of Raft: for each the conditions in which its rule matters.</summary>
internal static class RaftHunts
{
    // Elections all the time, as in the paper, and a network in which candidates meet: several in a term, votes asked for again.
    private const string RivalElections = "pre-vote=off,election-ms=150,heartbeat-ms=20";
    private const string SlowNetwork = "packets:shape=delay:delay=40ms:jitter=40ms:links=all:every=4s:for=3500ms";
    private const string LeaderKills = "kill:target=leader:every=2s:for=500ms";

    // A deposed leader comes back with entries that nobody else has, after two elections.
    private const string LeadersComeAndGo = "partition:shape=isolated-leader:every=5s:for=3s,kill:target=leader:every=2s:for=500ms";

    // A follower that lags gets its entries one by one, over a network that loses some: for a while a new leader has committed old ones only.
    private const string SlowCatchUp = "packets:delay=40ms:jitter=40ms:loss=20%:links=all:every=4s:for=3900ms";
    private const string EntryByEntry = "message-entries=1,pre-vote=off,election-ms=150,heartbeat-ms=50";

    // Each key is written seldom, so that what is lost of it is not overwritten before somebody looks.
    private const string SeldomWritten = "register:ops-per-key=1000000";

    // Mostly reads, and clients that soon give up: a leader that nobody follows any more still has clients that can be told something old.
    private const string MostlyReads = "register:reads=95:cas=0";

    private static readonly TimeSpan Impatient = TimeSpan.FromMilliseconds(100);
    private static readonly BugHunt Ordinary = new() { Nemeses = "partition,kill,pause" };

    private static readonly BugHunt Lost = new() { Nemeses = LeadersComeAndGo, Workload = SeldomWritten, Keys = 2_000 };

    // Two leaders in turn fail before they are heard (paper, figure 8): one is cut off at its election and returns in a later term, while the
    // others are killed soon after theirs.
    private static readonly BugHunt FigureEight = new()
    {
        Nemeses = "partition:shape=isolated-leader:every=1300ms:for=1200ms:at=election,"
            + $"kill:target=leader:every=200ms:for=150ms:at=election:within=500ms,{SlowCatchUp}",
        Workload = "register:reads=60:cas=0:ops-per-key=1000000",
        Concurrency = "30",
        Keys = 10,
        BeyondQuorum = true,
        Options = Of(EntryByEntry),
    };

    // A new leader does not know yet what the old one has just acknowledged, and needs a while to find out.
    private static readonly BugHunt NewLeaders = new()
    {
        Nemeses = $"kill:target=leader:every=1s:for=300ms,{SlowCatchUp}",
        Workload = "register:reads=60:cas=0",
        Keys = 1,
        Options = Of(EntryByEntry),
    };

    private static readonly BugHunt Rivals = new() { Nemeses = $"{LeaderKills},{SlowNetwork}", Options = Of(RivalElections) };

    private static readonly BugHunt RestartingVoters = new()
    {
        Nemeses = $"crash-loop:target=one:up=50ms:every=4s:for=3500ms,kill:target=leader:every=1s:for=300ms,{SlowNetwork}",
        Options = Of(RivalElections),
    };

    private static readonly BugHunt Snapshots = new()
    {
        Nemeses = "partition,packets:shape=all",
        Workload = "register:ops-per-key=2000",
        Options = Of("snapshot-entries=10"),
    };

    // Votes, entries, disks and clocks.
    private static readonly Dictionary<SeededBug, BugHunt> FirstOnes = new()
    {
        [SeededBug.VotesTwice] = Rivals,
        [SeededBug.VoteNotPersisted] = RestartingVoters,
        [SeededBug.TermNotPersisted] = RestartingVoters,
        [SeededBug.VotesForStaleLog] = new() { Nemeses = "partition:shape=isolated-node", Options = Of("pre-vote=off") },
        [SeededBug.QuorumOfHalf] = Ordinary,
        [SeededBug.CommitsOlderTerm] = FigureEight,
        [SeededBug.SkipsPreviousEntryCheck] = Lost,
        [SeededBug.TruncatesOnLateMessage] = Ordinary,
        [SeededBug.CommitsBeyondLastNewEntry] = Lost,
        [SeededBug.AcknowledgesBeforeFlush] = new()
        {
            Nemeses = "power-loss:target=all:flush-delay=20ms",
            BeyondQuorum = true,
        },
        [SeededBug.LeaseByWallClock] = new()
        {
            Nemeses = "partition:shape=isolated-leader:every=3s:for=1s,"
                + "clock:mode=strobe:size=5s:direction=behind:period=100ms:target=leader:every=3s:for=2500ms",
            Workload = MostlyReads,
            OperationDeadline = Impatient,
        },
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<SeededBug, BugHunt> All { get; } = new Dictionary<SeededBug, BugHunt>(FirstOnes)
    {
        [SeededBug.StaleLeaderReads] = Ordinary,
        [SeededBug.ReadIndexWithoutCommit] = NewLeaders,
        [SeededBug.AppliesTwiceAfterRetry] = Ordinary,
        [SeededBug.SnapshotRollsBack] = Snapshots,
        [SeededBug.ChangesMembersAtOnce] = new()
        {
            Nemeses = "membership:shape=replace:target=one:every=4s:for=2s,partition:shape=leader-in-minority:every=4s:for=1500ms",
            BeyondQuorum = true,
        },
        [SeededBug.DoesNotStepDown] = new()
        {
            Nemeses = "pause:target=leader:every=2s:for=500ms",
            Workload = "register:reads=90:cas=0",
            OperationDeadline = TimeSpan.FromMilliseconds(200),
        },
        [SeededBug.CountsVotesTwice] = Rivals,
        // Answers that are as late as the next election.
        [SeededBug.CountsOldVotes] = new()
        {
            Nemeses = $"{LeaderKills},packets:shape=delay:delay=60ms:jitter=60ms:links=all:every=4s:for=3500ms",
            Options = Of("pre-vote=off,election-ms=120,heartbeat-ms=20"),
        },
        [SeededBug.VotesBeforeFlush] = new()
        {
            // A vote waits for a slow disk, on which the voter then loses it.
            Nemeses = $"power-loss:target=minority:every=800ms:for=20ms:flush-delay=300ms,kill:target=leader:every=1s:for=300ms,{SlowNetwork}",
            BeyondQuorum = true,
            Options = Of(RivalElections),
        },
        [SeededBug.AcceptsOlderTerm] = new()
        {
            Nemeses = "pause:target=leader:every=2s:for=800ms,partition:shape=isolated-leader",
            OperationDeadline = TimeSpan.FromMilliseconds(200),
        },
        [SeededBug.KeepsConflictingEntries] = Lost,
        [SeededBug.CountsSentEntries] = Ordinary,
        [SeededBug.AppliesBeforeCommit] = Ordinary,
        [SeededBug.ReadsBeforeApply] = Ordinary,
        [SeededBug.LeaseWithoutPromise] = new()
        {
            Nemeses = "partition:shape=partial:every=2s:for=1500ms",
            Workload = "register:reads=99:cas=0",
            Keys = 1,
            OperationDeadline = Impatient,
            Options = Of("reads=lease,heartbeat-ms=100"),
        },
        [SeededBug.LeaseFromAnswer] = new()
        {
            Nemeses = "packets:shape=delay:delay=200ms:links=node:target=leader:every=4s:for=3500ms,"
                + "partition:shape=one-way:target=leader:every=2s:for=1s",
            Workload = MostlyReads,
            OperationDeadline = Impatient,
            Options = Of("reads=lease"),
        },
        [SeededBug.SnapshotWithoutSessions] = Snapshots,
    };

    private static Dictionary<string, string> Of(string options) =>
        options.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
