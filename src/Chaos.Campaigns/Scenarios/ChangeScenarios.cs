namespace Chaos.Campaigns;

/// <summary>Scenarios in which a cluster becomes another one while it serves: other members, another version.</summary>
internal static class ChangeScenarios
{
    private static readonly string[] AllFive = ["n1", "n2", "n3", "n4", "n5"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new()
        {
            Name = "growth",
            Summary = "A cluster of three grows to five, and bears the loss of two; then it shrinks again.",
            Nodes = 3,
            Nemeses = "membership:shape=grow,kill",
            BeyondQuorum = true,
            TimeLimit = S(50),
            Faults =
            [
                ScenarioFaults.Grow("growth", ["n4", "n5"], S(4), S(38)),
                ScenarioFaults.Kill("two-down", ["n2", "n3"], S(24), S(30)),
            ],
            Expectations =
            [
                Expect.Members("growth", "Most of the five see five members.", AllFive),
                Expect.ServesDuring("growth", "Operations are acknowledged while the cluster has five members."),
                Expect.ServesDuring("two-down", "With two of the old members down, the new ones complete the quorum."),
                Expect.ServesAfter("two-down", "The two serve again after their restart."),
            ],
        },
        new()
        {
            Name = "growth-partitioned",
            Summary = "A cluster of three grows to five while a follower is cut off; then the leader and another old member are cut off from the rest, "
                + "who were a majority once and are none any more.",
            Nodes = 3,
            Nemeses = "membership:shape=grow,partition",
            BeyondQuorum = true,
            TimeLimit = S(68),
            Faults =
            [
                ScenarioFaults.Cut("follower-cut", ["n3"], ["n1", "n2", "n4", "n5"], S(4), S(11)),
                ScenarioFaults.Grow("growth", ["n4", "n5"], S(6), S(56)),
                ScenarioFaults.Cut("old-majority-cut", [ScenarioFaults.Leader, "n2"], ["n3", "n4", "n5"], S(40), S(48)),
            ],
            Expectations =
            [
                Expect.ServesDuring("follower-cut", "Two of three go on while a follower is cut off, and the cluster is asked to grow."),
                Expect.NoneDuring("follower-cut", "Nothing that is begun at the follower meanwhile is acknowledged meanwhile."),
                Expect.Members("growth", "Most of the five see five members.", AllFive),
                Expect.NoneDuring("old-majority-cut", "Two of the three old members, the leader with them, acknowledge nothing without the others."),
                Expect.ElectsAnother("old-majority-cut", "An old member and the two new ones elect another leader in a higher term."),
                Expect.ServesDuring("old-majority-cut", "These three go on."),
                Expect.ServesAfter("old-majority-cut", "The two serve again after the heal."),
                ExpectElections.OneLeaderPerTerm("No term has two leaders."),
            ],
        },
        new()
        {
            Name = "rolling-upgrade",
            Summary = "Three nodes go from one minor version to the next, one node at a time, under load.",
            Nodes = 3,
            Nemeses = "upgrade",
            TimeLimit = S(40),
            Systems = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                // One minor step, as both are packaged by Debian: bookworm and trixie.
                ["etcd"] = new Dictionary<string, string> { ["version"] = "3.4.23", ["upgrade-to"] = "3.5.16" },
            },
            WhyThese = "two versions are needed, one minor step apart, that share their data.",
            Faults = [ScenarioFaults.Upgrade("upgrade", ["n1", "n2", "n3"], S(4), S(36))],
            Expectations =
            [
                ExpectNodes.TellOtherVersion("upgrade", "Each node tells another version at the end than at the beginning."),
                ExpectNodes.ServesWithOtherVersion("upgrade", "Each node serves again with that version."),
                ExpectElections.GoesOn(
                    "upgrade", "Whatever leader goes, nobody waits longer than five seconds for another one or for an acknowledged operation.", S(5)),
                ExpectElections.OneLeaderPerTerm("No term has two leaders, of one version or of two."),
            ],
        },
    ];

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
