namespace Chaos.Nemeses;

/// <summary>All fault families.</summary>
public static class NemesisCatalog
{
    /// <summary>The families, in the order in which they are listed.</summary>
    public static IReadOnlyList<NemesisDescription> All { get; } =
    [
        new(new() { Hold = TimeRange.Seconds(6, 9) }, settings => new PartitionFamily(settings))
        {
            Name = PartitionFamily.Name,
            Summary = "Cuts the network between nodes, in both directions or in one; clients' paths stay intact.",
            Needs = "Network faults, and at least 3 nodes.",
            RestsOn = [FaultCapability.Cuts],
            Proof = "Datagrams between the nodes' agents, each direction by itself, after the cut, before the heal and after it.",
            Color = "#0072B2",
            Breaks = BrokenPromise.None,
            ClusterNeedsOf = PartitionFamily.NeedsOf,
            RestsOnBy = PartitionFamily.CapabilitiesOf,
            Parameters = PartitionFamily.Parameters,
        },
        PacketsFamily.Description,
        new(new(), settings => new ProcessFamily(
            ProcessFamily.Kill, settings, (id, draw, budget) => new KillInjection(id, draw, budget)))
        {
            Name = ProcessFamily.Kill,
            Summary = "Kills all processes of a node (SIGKILL) and starts it again with its data.",
            Needs = "Process faults, and at least 3 voters.",
            RestsOn = [FaultCapability.Signals],
            Proof = "No process is left after the kill and before the restart; then another process runs.",
            Color = "#D55E00",
            Breaks = BrokenPromise.None,
            Parameters = [Target.Spec(Target.Any, "Who is killed")],
        },
        new(new(), settings => new ProcessFamily(
            ProcessFamily.Pause, settings, (id, draw, budget) => new PauseInjection(id, draw, budget)))
        {
            Name = ProcessFamily.Pause,
            Summary = "Stops all processes of a node where they are (SIGSTOP) and lets them go on later (SIGCONT).",
            Needs = "Process faults, and at least 3 voters.",
            RestsOn = [FaultCapability.Signals],
            Proof = "All processes stand still and the node answers nothing through its client port; then it goes on.",
            Color = "#009E73",
            Breaks = BrokenPromise.None,
            Parameters = [Target.Spec(Target.Any, "Who is paused")],
        },
        .. DiskFamilies.All,
    ];

    /// <summary>The family of that name.</summary>
    /// <exception cref="UsageException">There is none; the message names the nearest.</exception>
    public static NemesisDescription Get(string name) =>
        All.FirstOrDefault(description => description.Name == name)
        ?? throw new UsageException(NearestName.Unknown("nemesis", name, All.Select(description => description.Name)));
}
