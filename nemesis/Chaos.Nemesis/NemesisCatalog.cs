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
            Parameters = PartitionFamily.Parameters,
        },
        .. ProcessFamilies.All,
        .. ResourceFamilies.All,
        ClockFamily.Description,
        .. DiskFamilies.All,
    ];

    /// <summary>The family of that name.</summary>
    /// <exception cref="UsageException">There is none; the message names the nearest.</exception>
    public static NemesisDescription Get(string name) =>
        All.FirstOrDefault(description => description.Name == name)
        ?? throw new UsageException(NearestName.Unknown("nemesis", name, All.Select(description => description.Name)));
}
