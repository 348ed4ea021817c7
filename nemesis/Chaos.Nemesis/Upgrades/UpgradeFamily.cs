namespace Chaos.Nemeses;

/// <summary>
/// A rolling upgrade: nodes go on with another version of their program, one after the other. What was upgraded stays so: the end of the fault is
/// the end of the rolling, and not a way back.
/// </summary>
internal sealed class UpgradeFamily : IFaultFamily
{
    public const string Name = "upgrade";
    private const string Shape = "rolling";
    private const string Kill = "kill";

    private readonly Target target;
    private readonly string stop;

    public UpgradeFamily(NemesisSettings settings)
    {
        // They are away one after the other, never together.
        target = Target.Parse(Name, settings.Parameters["target"]!, beyondQuorum: true);
        stop = settings.Parameters[RollingRestartInjection.Stop]!;
    }

    /// <summary>The family for the catalogue.</summary>
    public static NemesisDescription Description { get; } =
        new(new() { Hold = TimeRange.Seconds(25, 30) }, settings => new UpgradeFamily(settings))
        {
            Name = Name,
            Summary = "Restarts nodes with another version of their program on their data, one after the other; the next one only when the last one "
                + "answers, tells the new version and has caught up. It stays.",
            Needs = "A system whose recipe names another version (etcd: --opt upgrade-to=3.5.16), containers, and at least 3 voters.",
            RestsOn = [FaultCapability.Signals],
            WhyNotOn = WhyNotOn,
            Proof = "Each node told the one version before and tells the other one afterwards, as another process.",
            Color = "#4D4D9F",
            Breaks = BrokenPromise.None,
            // What stays is nothing that comes and goes beside others.
            JoinsMix = false,
            Parameters =
            [
                new("target", "all", "Whose turn comes: all, one (a random node), leader, minority, a number, or names joined by '+' (n1+n2). They "
                    + "are never away together."),
                new(RollingRestartInjection.Stop, RollingRestartInjection.Term, "How a node is stopped: term (SIGTERM, and SIGKILL after 5 s) or kill.")
                {
                    Choices = [RollingRestartInjection.Term, Kill],
                },
            ],
        };

    /// <summary>What it lacks of a system.</summary>
    public static string? WhyNotOn(SystemRecipe recipe) => recipe.Groups.Any(group => group.Upgrade is not null)
        ? null
        : $"The recipe of {recipe.System} names no version to go on to (an option such as 'upgrade-to', where the system has one).";

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum)
    {
        if (!cluster.TryGetFaults<INodeUpgrades>(out _)) return $"Nemesis {Name}: the {cluster.Backend} cluster cannot run a node with another version.";
        if (!cluster.TryGetFaults<IProcessFaults>(out _)) return $"Nemesis {Name}: the {cluster.Backend} cluster cannot stop processes.";
        return !beyondQuorum && VoterSets.Of(cluster).Any(set => set.Count < 3)
            ? $"Nemesis {Name}: with fewer than 3 voters every restart leaves no majority. Add --nodes 3 or more, or --beyond-quorum."
            : target.WhyUnavailable(Name, cluster);
    }

    public bool WantsLeader(DrawScene scene) => target.WantsLeader(scene);

    public IEnumerable<FaultDraw> Draws(DrawScene scene) =>
        from draw in target.Draws(scene)
        where draw.Nodes.Count > 0
        select new FaultDraw(Shape, draw.Nodes)
        {
            Parameters = new Dictionary<string, string> { ["target"] = draw.Role, [RollingRestartInjection.Stop] = stop },
        };

    public IInjection Prepare(string faultId, FaultDraw draw, FaultBudget budget) => new UpgradeInjection(faultId, draw, budget);
}
