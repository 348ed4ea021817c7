namespace Chaos.Nemeses;

/// <summary>
/// Tasks of maintenance that the system offers, on one node at a time: safe by what systems claim, so that they may run beside every fault. A
/// node may also be killed while its task runs.
/// </summary>
internal sealed class MaintenanceFamily : IFaultFamily
{
    public const string Name = "maintenance";
    private const string Any = "any";
    private const string Task = "task";
    private const string Crash = "crash";
    private const string CrashAfter = "crash-after";

    private readonly string task;
    private readonly Target target;
    private readonly TimeSpan? crashWithin;

    public MaintenanceFamily(NemesisSettings settings)
    {
        task = settings.Parameters[Task]!;
        if (!task.All(c => char.IsAsciiLetterLower(c) || c is '-'))
            throw new UsageException($"Nemesis {Name}: '{task}' is no name of a task. Write one that the system offers, for instance {Task}=snapshot.");
        target = Target.Parse(Name, settings.Parameters["target"]!, settings.Budget.BeyondQuorum);
        crashWithin = settings.Parameters[Crash] is { } text ? Durations.Parse($"option {Crash} of nemesis {Name}", text) : null;
        if (crashWithin is { TotalMilliseconds: < 1 })
            throw new UsageException($"Nemesis {Name}: {Crash}={settings.Parameters[Crash]} is too short; at least 1ms is needed.");
    }

    /// <summary>The family for the catalogue.</summary>
    public static NemesisDescription Description { get; } =
        new(new() { Hold = new(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(600)) }, settings => new MaintenanceFamily(settings))
        {
            Name = Name,
            Summary = "Compaction, defragmentation, snapshots, transfer of leadership: the system's own tasks, one after the other, on a node.",
            Needs = "A system that offers such tasks.",
            RestsOnBy = parameters => parameters[Crash] is null ? [] : [FaultCapability.Signals],
            WhyNotOn = recipe => recipe.MaintenanceTasks.Count > 0 ? null : $"{recipe.System} offers no task of maintenance.",
            Proof = "What the task changed, read from the system afterwards; with 'crash' no process is left after the kill, and then another one runs.",
            Color = "#8C6BB1",
            Breaks = BrokenPromise.None,
            Parameters =
            [
                new(Task, Any, "The task, as the system names it on its page (etcd: compact, defragment, snapshot, move-leader; zookeeper, consul: "
                    + "snapshot); 'any' takes all of them in turn."),
                Target.Spec(Target.One, "On which node; of several the first"),
                new(Crash, null, "Kills the node so long after its task began at the most, for instance 60ms, and starts it again at the fault's end. "
                    + "Without it nobody is killed."),
            ],
        };

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum)
    {
        if (!cluster.TryGetFaults<IMaintenance>(out var offered)) return $"Nemesis {Name}: the system offers no task of maintenance.";
        if (task is not Any && !offered.Tasks.Contains(task, StringComparer.Ordinal))
            return $"Nemesis {Name}: {NearestName.Unknown("task of maintenance", task, offered.Tasks)}";
        if (crashWithin is not null && !cluster.TryGetFaults<IProcessFaults>(out _))
            return $"Nemesis {Name}: the {cluster.Backend} cluster cannot stop processes. Leave {Crash} out.";
        return crashWithin is not null && !beyondQuorum && VoterSets.Of(cluster).Any(set => set.Count < 3)
            ? $"Nemesis {Name}: with fewer than 3 voters a kill leaves no majority. Add --nodes 3 or more, --beyond-quorum, or leave {Crash} out."
            : target.WhyUnavailable(Name, cluster);
    }

    public bool WantsLeader(DrawScene scene) => target.WantsLeader(scene);

    public IEnumerable<FaultDraw> Draws(DrawScene scene) =>
        from draw in target.Draws(scene)
        where draw.Nodes.Count > 0
        select new FaultDraw(task is Any ? scene.Turn(scene.MaintenanceTasks) : task, [draw.Nodes[0]])
        {
            Down = crashWithin is null ? [] : [draw.Nodes[0]],
            Parameters = ParametersOf(scene, draw.Role),
        };

    public IInjection Prepare(string faultId, FaultDraw draw, FaultBudget budget) => new MaintenanceInjection(
        draw, draw.Parameters.GetValueOrDefault(CrashAfter) is { } after ? Durations.Parse(CrashAfter, after) : null);

    private Dictionary<string, string> ParametersOf(DrawScene scene, string role)
    {
        var parameters = new Dictionary<string, string> { ["target"] = role };
        // In whole milliseconds, so that a record holds it exactly.
        if (crashWithin is { } within)
            parameters[CrashAfter] = $"{scene.Random.For(Crash).Below((long)within.TotalMilliseconds) + 1}ms";
        return parameters;
    }
}
