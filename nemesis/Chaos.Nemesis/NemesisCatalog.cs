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
        .. ProcessFamilies.All,
        .. ResourceFamilies.All,
        new(new() { Hold = TimeRange.Seconds(2, 4) }, settings => new ClientFamily(settings))
        {
            Name = ClientFamily.Name,
            Summary = "Pauses a client and its keep-alives, crashes it without release, or makes its own link slow.",
            Needs = "Nothing of the cluster: the runner does it around the clients.",
            RestsOn = [FaultCapability.Clients],
            Proof = "Operations held up and no answer through; an operation left without outcome and another process; operations that left late.",
            Color = "#1B9AAA",
            Breaks = BrokenPromise.None,
            Parameters = ClientFamily.Parameters,
            FollowsRoles = false,
        },
        new(new() { Hold = TimeRange.Seconds(6, 9), Gap = TimeRange.Seconds(6, 9) }, settings => new MembershipFamily(settings))
        {
            Name = MembershipFamily.Name,
            Summary = "Removes a member, adds a spare node, or replaces one by the other, through the system's own interface; later back again.",
            Needs = "A system that can change its members, a spare node, and at least 3 voters.",
            ClusterNeedsOf = MembershipFamily.NeedsOf,
            RestsOn = [FaultCapability.Signals],
            WhyNotOn = MembershipFamily.WhyNotOn,
            Proof = "Most of the members see the members as they should be, after the change, before its end and after it; who joined caught up.",
            Color = "#56B4E9",
            Breaks = BrokenPromise.None,
            Parameters = MembershipFamily.Parameters,
        },
        MaintenanceFamily.Description,
        UpgradeFamily.Description,
        ClockFamily.Description,
        .. DiskFamilies.All,
    ];

    /// <summary>The composition of all families that break no promise.</summary>
    public static NemesisDescription Mix { get; } = new()
    {
        Name = MixSettings.Name,
        Summary = "Every family that breaks no promise: first each in turn, then a random subset in each period, none in a quarter of them.",
        Needs = "What its families need; those that cannot be had are left out, and that is told.",
        Proof = "Each fault as its family proves it; at least four families must bite.",
        Color = "#333333",
        Breaks = BrokenPromise.None,
        JoinsMix = false,
        Parameters = MixSettings.Specs,
    };

    /// <summary>The family of that name, or the mix.</summary>
    /// <exception cref="UsageException">There is none; the message names the nearest.</exception>
    public static NemesisDescription Get(string name) =>
        All.Append(Mix).FirstOrDefault(description => description.Name == name)
        ?? throw new UsageException(NearestName.Unknown("nemesis", name, All.Append(Mix).Select(description => description.Name)));
}
