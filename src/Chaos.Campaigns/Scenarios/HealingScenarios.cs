namespace Chaos.Campaigns;

/// <summary>Scenarios in which a follower misses something, and is healed.</summary>
internal static class HealingScenarios
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new()
        {
            Name = "cut-off-during-election",
            Summary = "The leader crashes, and while the others wait for an election one of them is cut off; the three that are left elect another.",
            Nemeses = "kill,partition",
            TimeLimit = S(28),
            Systems = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                // Nobody stands before two seconds are over, so that the cut comes in between on a busy machine, too.
                ["raft"] = new Dictionary<string, string> { ["election-ms"] = "2000" },
                ["etcd"] = new Dictionary<string, string> { ["election-ms"] = "3000" },
            },
            WhyThese = "the cut has to come between a crash and an election, and these wait for seconds where an option says so.",
            Faults =
            [
                ScenarioFaults.Kill("leader-crash", [ScenarioFaults.Leader], S(7), S(16)),
                ScenarioFaults.Cut("isolated-node", ["n5"], ["n1", "n2", "n3", "n4"], S(7.8), S(20)),
            ],
            Expectations =
            [
                ExpectElections.BeginsBeforeElection(
                    "isolated-node", "leader-crash", "The follower is cut off after the leader crashed, and before another one is elected."),
                Expect.ElectsAnother(
                    "leader-crash", "Another leader in a higher term is elected while the old one is down, by the three that reach each other.",
                    "isolated-node"),
                Expect.NoneDuring("isolated-node", "Nothing that is begun at the node that is cut off is acknowledged."),
                Expect.ServesAfter("leader-crash", "The old leader serves again after its restart."),
                ExpectElections.QuietAfter("isolated-node", "The return of the one that was cut off costs one election at the most.", 1),
                Expect.ServesAfter("isolated-node", "It serves again after the heal."),
                ExpectElections.OneLeaderPerTerm("No term has two leaders."),
            ],
        },
        new()
        {
            Name = "snapshot-heal",
            Summary = "A follower misses so much that the others have let go of the log that it lacks: it is healed by a snapshot.",
            // What waits in a connection would reach the follower after the cut, and be log enough.
            Nemeses = "partition:heal=reset",
            TimeLimit = S(22),
            Systems = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["etcd"] = new Dictionary<string, string> { ["snapshot-count"] = "30", ["snapshot-catchup-entries"] = "10" },
                ["raft"] = new Dictionary<string, string> { ["snapshot-entries"] = "30" },
                ["zookeeper"] = new Dictionary<string, string> { ["commit-log"] = "30" },
            },
            WhyThese = "the log has to be cut short by an option, and the nodes have to tell of snapshots.",
            Faults = [ScenarioFaults.Cut("isolated-follower", ["n4"], ["n1", "n2", "n3", "n5"], S(4), S(14), "reset")],
            Expectations =
            [
                Expect.ServesDuring("isolated-follower", "The others go on without it."),
                Expect.NoneDuring("isolated-follower", "Nothing that is begun at it is acknowledged meanwhile."),
                ExpectNodes.TakesSnapshot("isolated-follower", "It takes a snapshot after the heal, since the log that it lacks is gone."),
                Expect.ServesAfter("isolated-follower", "It serves again after the heal."),
            ],
        },
    ];

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
