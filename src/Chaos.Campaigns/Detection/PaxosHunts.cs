using Chaos.Consensus;

namespace Chaos.Campaigns;

/// <summary>The hunts for the seeded bugs of Paxos.</summary>
internal static class PaxosHunts
{
    // Leaders change all the time, while values are on their way.
    private const string Storm = "partition:every=1500ms:for=800ms,kill:every=1s:for=200ms,pause:every=1500ms:for=500ms,"
        + "packets:shape=all:every=4s:for=2s";

    private static readonly BugHunt Usual = new() { Nemeses = Storm, Keys = 2, BeyondQuorum = true };

    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<SeededBug, BugHunt> All { get; } = new Dictionary<SeededBug, BugHunt>
    {
        [SeededBug.ForgetsPromise] = Usual,
        [SeededBug.IgnoresAcceptedValue] = Usual,
        [SeededBug.TakesWrongBallot] = Usual,
        [SeededBug.EqualBallots] = Usual,
        [SeededBug.AcceptsBelowPromise] = Usual,
        [SeededBug.LearnsFromMinority] = Usual,
        [SeededBug.SkipsGap] = Usual,
        [SeededBug.AcceptedNotPersisted] = Usual,
        [SeededBug.LearnsAcrossBallots] = Usual,
        [SeededBug.ReadsBeforeRecovery] = Usual,
        [SeededBug.CommandTakesEffectTwice] = Usual,
        // Elections that end between two messages, on a network as slow as that.
        [SeededBug.DoesNotRePropose] = Usual with
        {
            Nemeses = "packets:delay=100ms:jitter=80ms:loss=30%:reorder=yes:links=all:every=3s:for=2900ms,"
                + "kill:target=leader:every=1s:for=500ms,partition:every=2s:for=1s",
        },
        // All of them lose what they have not flushed, so that nobody is left who knows.
        [SeededBug.AcceptsBeforeFlush] = Usual with { Nemeses = "power-loss:target=all:every=2s:for=300ms:flush-delay=50ms" },
        // A leader that forgets what it just proposed, and is back before others stand up.
        [SeededBug.ReusesBallot] = Usual with
        {
            Nemeses = "power-loss:target=leader:every=1500ms:for=50ms:flush-delay=50ms,packets:loss=40%:links=all:every=3s:for=2900ms",
            Options = new Dictionary<string, string> { ["election-ms"] = "600" },
            Nodes = 3,
        },
        // Clients of the old leader that read and do not write, since a write would hold them up until it is over.
        [SeededBug.ReadsWithoutQuorum] = Usual with
        {
            Nemeses = "partition:shape=isolated-leader:every=3s:for=1500ms",
            Workload = "register:reads=96:cas=2",
            Concurrency = "40",
            BeyondQuorum = false,
        },
        // A snapshot at every turn, and two of the same one on the way.
        [SeededBug.OldSnapshotLoaded] = Usual with { Options = new Dictionary<string, string> { ["snapshot-slots"] = "20" } },
        [SeededBug.NewMembersAtOnce] = Usual with
        {
            Nemeses = "membership:every=3s:for=1s,partition:every=1500ms:for=800ms,kill:every=1500ms:for=500ms,"
                + "packets:shape=all:every=4s:for=2s",
        },
    };
}
