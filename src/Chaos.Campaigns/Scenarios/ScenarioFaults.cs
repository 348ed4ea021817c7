using Chaos.Nemeses;

namespace Chaos.Campaigns;

/// <summary>Faults of scenarios, as a replay makes them: who leads when a fault begins changes places with <see cref="Leader"/>.</summary>
internal static class ScenarioFaults
{
    /// <summary>The name that stands for the leader.</summary>
    public const string Leader = "n1";

    /// <summary>Cuts nodes off from all others, in both directions.</summary>
    /// <param name="id">Its name in the scenario.</param>
    /// <param name="side">The nodes on one side.</param>
    /// <param name="rest">The nodes on the other side.</param>
    /// <param name="from">When it begins.</param>
    /// <param name="to">When it ends.</param>
    /// <param name="heal">How connections go on afterwards; the scenario's nemesis has to say the same. Default: fast.</param>
    public static StoredFault Cut(
        string id, IReadOnlyList<string> side, IReadOnlyList<string> rest, TimeSpan from, TimeSpan to, string heal = "fast") => Of(
        new()
        {
            Id = id,
            Nemesis = "partition",
            Shape = "majority-minority",
            Nodes = side,
            Cuts = [.. side.SelectMany(one => rest.SelectMany(other => new[] { new Link(one, other), new Link(other, one) }))],
            Parameters = new Dictionary<string, string>
            {
                ["sides"] = $"{string.Join(' ', side)} | {string.Join(' ', rest)}",
                ["cut"] = "both",
                ["heal"] = heal,
            },
            AskedNs = 0,
            Outcome = FaultOutcome.Installed,
        },
        from, to);

    /// <summary>Kills nodes, and starts them again.</summary>
    public static StoredFault Kill(string id, IReadOnlyList<string> nodes, TimeSpan from, TimeSpan to) => Of(
        new()
        {
            Id = id,
            Nemesis = "kill",
            Shape = "kill",
            Nodes = nodes,
            Down = nodes,
            AskedNs = 0,
            Outcome = FaultOutcome.Installed,
        },
        from, to);

    /// <summary>Stops nodes where they are, and lets them go on.</summary>
    public static StoredFault Pause(string id, IReadOnlyList<string> nodes, TimeSpan from, TimeSpan to) => Of(
        new()
        {
            Id = id,
            Nemesis = "pause",
            Shape = "pause",
            Nodes = nodes,
            Down = nodes,
            Parameters = new Dictionary<string, string> { ["means"] = "signal" },
            AskedNs = 0,
            Outcome = FaultOutcome.Installed,
        },
        from, to);

    /// <summary>Takes the power of nodes, and what they did not flush with it; then starts them on what is left.</summary>
    public static StoredFault PowerLoss(string id, IReadOnlyList<string> nodes, TimeSpan from, TimeSpan to) => Of(
        new()
        {
            Id = id,
            Nemesis = "power-loss",
            Shape = "power-loss",
            Nodes = nodes,
            Down = nodes,
            AskedNs = 0,
            Outcome = FaultOutcome.Installed,
        },
        from, to);

    /// <summary>Spare nodes join, one after the other, and leave again.</summary>
    public static StoredFault Grow(string id, IReadOnlyList<string> nodes, TimeSpan from, TimeSpan to) => Of(
        new()
        {
            Id = id,
            Nemesis = "membership",
            Shape = "grow",
            Nodes = nodes,
            Down = nodes,
            Parameters = new Dictionary<string, string> { ["joining"] = string.Join('+', nodes) },
            AskedNs = 0,
            Outcome = FaultOutcome.Installed,
        },
        from, to);

    /// <summary>Goes on with another version of the program, one node after the other.</summary>
    public static StoredFault Upgrade(string id, IReadOnlyList<string> nodes, TimeSpan from, TimeSpan to) => Of(
        new()
        {
            Id = id,
            Nemesis = "upgrade",
            Shape = "rolling",
            Nodes = nodes,
            Parameters = new Dictionary<string, string> { ["stop"] = "term" },
            AskedNs = 0,
            Outcome = FaultOutcome.Installed,
        },
        from, to);

    /// <summary>Strikes the client that holds the lock, or leads, when it begins.</summary>
    /// <param name="id">Its name in the scenario.</param>
    /// <param name="shape">What happens to it: pause, crash, delay.</param>
    /// <param name="delay">For delay: how much later everything arrives, each way.</param>
    /// <param name="from">When it begins.</param>
    /// <param name="to">When it ends.</param>
    public static StoredFault Holder(string id, string shape, TimeSpan delay, TimeSpan from, TimeSpan to) => Of(
        new()
        {
            Id = id,
            Nemesis = "client",
            Shape = shape,
            Nodes = [],
            Parameters = new Dictionary<string, string> { ["workers"] = "holder", ["delay"] = Durations.Format(delay) },
            AskedNs = 0,
            Outcome = FaultOutcome.Installed,
        },
        from, to);

    private static StoredFault Of(FaultRecord fault, TimeSpan from, TimeSpan to) => new(
        fault with { Leader = Leader, Effective = true }, from.Ticks * TimeSpan.NanosecondsPerTick, to.Ticks * TimeSpan.NanosecondsPerTick);
}
