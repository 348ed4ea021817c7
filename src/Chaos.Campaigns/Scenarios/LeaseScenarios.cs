namespace Chaos.Campaigns;

/// <summary>
/// Scenarios about an application that chooses a leader, or takes a lock, with leases of two seconds: faults of the client that holds it. It keeps it
/// for seconds by itself.
/// </summary>
internal static class LeaseScenarios
{
    private const string Election = "leader-election:questions=1000";
    private const string Lock = "fenced-lock:acts=150";

    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> systems = new()
    {
        ["etcd"] = new Dictionary<string, string> { ["lease-s"] = "2" },
        ["zookeeper"] = new Dictionary<string, string> { ["session-ms"] = "2000" },
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Leases with
        {
            Name = "slow-lease",
            Summary = "The link of an application's leader to the store is slow: by less than its lease it keeps leading, by more another one leads.",
            Workload = Election,
            TimeLimit = S(34),
            Faults =
            [
                ScenarioFaults.Holder("slow-link", "delay", S(0.3), S(6), S(13)),
                ScenarioFaults.Holder("slower-than-lease", "delay", S(2.5), S(18), S(29)),
            ],
            Expectations =
            [
                ExpectLeases.IsSlow("slow-link", "What the leader does takes twice the delay at least.", S(0.54)),
                ExpectLeases.Keeps("slow-link", "A link that is slow by less than the lease costs it nothing: nobody else leads."),
                ExpectLeases.AnotherWins("slower-than-lease", "A link that is slow by more than the lease costs it the lead: another one leads.", S(9)),
            ],
        },
        Leases with
        {
            Name = "lost-lease",
            Summary = "An application's leader crashes without giving up its lease: nobody leads until it is over, then another one does.",
            Workload = Election,
            TimeLimit = S(24),
            Faults =
            [
                ScenarioFaults.Holder("crash", "crash", S(0.2), S(6), S(11)),
                ScenarioFaults.Holder("second-crash", "crash", S(0.2), S(14), S(19)),
            ],
            Expectations =
            [
                ExpectLeases.AnotherWins("crash", "Another one leads when the lease is over, within six seconds.", S(6)),
                ExpectLeases.AnotherWins("second-crash", "The same happens to that one.", S(6)),
            ],
        },
        Leases with
        {
            Name = "sleeping-leader",
            Summary = "The holder of a lock stands still for longer than its lease, wakes up and acts in the belief to hold it still: what is protected "
                + "refuses the old token. With --workload lock:acts=150 nothing refuses it, and two hold the lock, which no lease promises to prevent.",
            Workload = Lock,
            TimeLimit = S(32),
            Faults =
            [
                ScenarioFaults.Holder("asleep", "pause", S(0.2), S(6), S(13)),
                ScenarioFaults.Holder("asleep-again", "pause", S(0.2), S(18), S(25)),
            ],
            Expectations =
            [
                ExpectLeases.AnotherWins("asleep", "Another one gets the lock while it sleeps, when its lease is over.", S(6)),
                ExpectLeases.OldTokenIsRefused("asleep", "It acts once more when it wakes up, with its old token, and is refused."),
                ExpectLeases.AnotherWins("asleep-again", "The same happens to that one: another one gets the lock.", S(6)),
                ExpectLeases.OldTokenIsRefused("asleep-again", "And its old token is refused."),
            ],
        },
    ];

    private static Scenario Leases => new()
    {
        Name = "",
        Summary = "",
        Nodes = 3,
        Nemeses = "client",
        Concurrency = "4",
        Keys = 1,
        OperationDeadline = S(12),
        Systems = systems,
        WhyThese = "it needs clients that hold leases of two seconds.",
        TimeLimit = S(30),
        Faults = [],
        Expectations = [],
    };

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
