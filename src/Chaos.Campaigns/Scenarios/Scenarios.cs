namespace Chaos.Campaigns;

/// <summary>All scenarios: the exercises of elections, of healing logs and of quorums.</summary>
public static class Scenarios
{
    private static readonly string[] AllFive = ["n1", "n2", "n3", "n4", "n5"];

    /// <summary>Everyone, in the order in which they are listed.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. Basic,
        .. HealingScenarios.All,
        .. ChangeScenarios.All,
        .. LeaseScenarios.All,
    ];

    /// <summary>The one with this name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static Scenario Of(string name) => All.FirstOrDefault(scenario => scenario.Name == name)
        ?? throw new UsageException(NearestName.Unknown("scenario", name, All.Select(scenario => scenario.Name)));

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Scenario[] Basic =>
    [
        new()
        {
            Name = "leader-crash",
            Summary = "One of five nodes is cut off; then the leader crashes, and the three that are left elect another.",
            Nemeses = "partition,kill",
            TimeLimit = S(22),
            Faults =
            [
                ScenarioFaults.Cut("isolated-node", ["n5"], ["n1", "n2", "n3", "n4"], S(4), S(16)),
                ScenarioFaults.Kill("leader-crash", [ScenarioFaults.Leader], S(7), S(14)),
            ],
            Expectations =
            [
                Expect.ElectsAnother(
                    "leader-crash", "Another leader in a higher term is elected while the old one is down, by the three that reach each other.",
                    "isolated-node"),
                Expect.ServesDuring("leader-crash", "Operations at the three are acknowledged again before the old leader is back.", "isolated-node"),
                Expect.NoneDuring("isolated-node", "Nothing that is begun at the node that is cut off is acknowledged."),
                Expect.ServesAfter("leader-crash", "The old leader serves again after its restart."),
                Expect.ServesAfter("isolated-node", "The node that was cut off serves again after the heal."),
            ],
        },
        new()
        {
            Name = "stale-leader",
            Summary = "The leader is cut off, the others elect another, and the old one comes back.",
            Nemeses = "partition",
            TimeLimit = S(18),
            Faults = [ScenarioFaults.Cut("isolated-leader", [ScenarioFaults.Leader], ["n2", "n3", "n4", "n5"], S(4), S(11))],
            Expectations =
            [
                Expect.ElectsAnother("isolated-leader", "The others elect another leader in a higher term."),
                Expect.NoneDuring("isolated-leader", "Nothing that is begun at the old leader is acknowledged while it is cut off."),
                Expect.FollowsAfter("isolated-leader", "The old leader no longer leads after its return."),
                Expect.ServesAfter("isolated-leader", "It serves again after its return."),
            ],
        },
        new()
        {
            Name = "lagging-follower",
            Summary = "A follower misses what the others agree on, and catches up.",
            Nemeses = "partition",
            TimeLimit = S(18),
            Faults = [ScenarioFaults.Cut("isolated-follower", ["n4"], ["n1", "n2", "n3", "n5"], S(4), S(11))],
            Expectations =
            [
                Expect.ServesDuring("isolated-follower", "The others go on without it."),
                Expect.NoneDuring("isolated-follower", "Nothing that is begun at it is acknowledged meanwhile."),
                ExpectNodes.TakesNoSnapshot("isolated-follower", "It is healed by the log: it takes no snapshot."),
                Expect.ServesAfter("isolated-follower", "It catches up and serves again after the heal."),
            ],
        },
        new()
        {
            Name = "conflicting-follower",
            Summary = "A leader that is cut off takes writes that it cannot commit; they conflict with what the others agree on.",
            Nemeses = "partition",
            TimeLimit = S(18),
            Faults = [ScenarioFaults.Cut("isolated-leader", [ScenarioFaults.Leader], ["n2", "n3", "n4", "n5"], S(4), S(11))],
            Expectations =
            [
                Expect.TakesWithoutAnswer("isolated-leader", "The old leader is given operations that it cannot acknowledge."),
                Expect.ServesDuring("isolated-leader", "The others elect a leader and go on."),
                Expect.NoneDuring("isolated-leader", "None of what was begun at the old leader meanwhile is acknowledged meanwhile."),
                Expect.ServesAfter("isolated-leader", "It gives up its own entries, takes those of the others, and serves again."),
            ],
        },
        new()
        {
            Name = "commitment",
            Summary = "The leader keeps two followers and commits; then it keeps one and does not, while the other three elect another.",
            Nemeses = "partition",
            TimeLimit = S(28),
            Faults =
            [
                ScenarioFaults.Cut("with-quorum", ["n4", "n5"], ["n1", "n2", "n3"], S(4), S(10)),
                ScenarioFaults.Cut("without-quorum", ["n1", "n2"], ["n3", "n4", "n5"], S(14), S(21)),
            ],
            Expectations =
            [
                Expect.ServesDuring("with-quorum", "With three of five nodes the leader's side goes on."),
                Expect.NoneDuring("with-quorum", "The two others acknowledge nothing."),
                Expect.ServesDuring("without-quorum", "The side of the three elects a leader and goes on."),
                Expect.NoneDuring("without-quorum", "The side of the old leader, two of five, acknowledges nothing."),
                Expect.ServesAfter("without-quorum", "All serve again after the heal."),
            ],
        },
        new()
        {
            Name = "availability",
            Summary = "One, then two, then three of five nodes are down.",
            Nemeses = "kill",
            BeyondQuorum = true,
            TimeLimit = S(40),
            Faults =
            [
                ScenarioFaults.Kill("one-down", ["n5"], S(4), S(9)),
                ScenarioFaults.Kill("two-down", ["n4", "n5"], S(14), S(19)),
                ScenarioFaults.Kill("three-down", ["n3", "n4", "n5"], S(24), S(31)),
            ],
            Expectations =
            [
                Expect.ServesDuring("one-down", "With four of five nodes operations are acknowledged."),
                Expect.ServesDuring("two-down", "With three of five nodes operations are acknowledged."),
                Expect.NobodyDuring("three-down", "With two of five nodes nothing that is begun is acknowledged.", AllFive),
                Expect.ServesAfter("three-down", "When they are back, operations are acknowledged again."),
            ],
        },
        new()
        {
            Name = "zones",
            Summary = "Five nodes in zones of two, two and one: the leader's zone is down; then two nodes of two zones are cut off from the rest.",
            Nemeses = "kill,partition",
            TimeLimit = S(34),
            Faults =
            [
                ScenarioFaults.Kill("zone-down", [ScenarioFaults.Leader, "n2"], S(4), S(12)),
                ScenarioFaults.Cut("across-zones", ["n2", "n4"], ["n1", "n3", "n5"], S(20), S(28)),
            ],
            Expectations =
            [
                Expect.ElectsAnother("zone-down", "The two other zones elect a leader."),
                Expect.ServesDuring("zone-down", "Operations are acknowledged without the zone that is down."),
                Expect.ServesAfter("zone-down", "The nodes of that zone serve again after their restart."),
                Expect.ServesDuring("across-zones", "The three of five go on."),
                Expect.NoneDuring("across-zones", "The two of five acknowledge nothing."),
                Expect.ServesAfter("across-zones", "All serve again after the heal."),
            ],
        },
        new()
        {
            Name = "forgotten-quorum",
            Summary = "Two of five miss writes; of the three that have them two stand still, and the third loses power. What do the others know then?",
            Nemeses = "partition,pause,power-loss",
            BeyondQuorum = true,
            // Not before the operating system has written back by itself what was there at the beginning, after 30 s as a rule. The three
            // must agree to a man, and a system that elects every five seconds may need many tries for that.
            TimeLimit = S(106),
            Faults =
            [
                ScenarioFaults.Cut("missed", ["n4", "n5"], ["n1", "n2", "n3"], S(40), S(50)),
                ScenarioFaults.Pause("standstill", [ScenarioFaults.Leader, "n3"], S(48.6), S(90)),
                ScenarioFaults.PowerLoss("power-loss", ["n2"], S(49), S(50)),
            ],
            Expectations =
            [
                Expect.ServesDuring("missed", "The three go on."),
                Expect.NoneDuring("missed", "Nothing that is begun at the two is acknowledged."),
                Expect.ServesDuring("standstill", "The two and the one that lost its power go on while the others stand still."),
                Expect.ServesAfter("standstill", "Those that stood still serve again."),
            ],
        },
    ];
}
