namespace Chaos.Nemeses;

/// <summary>The families of faults of whole nodes' processes, for the catalogue.</summary>
internal static class ProcessFamilies
{
    private const string Mix = "mix";
    private const string KillHow = "kill";
    private const string AtLeastThree = "Process faults, and at least 3 voters.";

    // How long a life of a crash loop lasts, and a node of a rolling restart stays away, where that is not given.
    private static readonly TimeRange Ups = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(800));
    private static readonly TimeRange Downs = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(1000));

    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<NemesisDescription> All { get; } =
    [
        new(new(), settings => new ProcessFamily("kill", settings) { Prepare = (id, draw, budget) => new KillInjection(id, draw, budget) })
        {
            Name = "kill",
            Summary = "Kills all processes of a node (SIGKILL) and starts it again with its data.",
            Needs = AtLeastThree,
            RestsOn = [FaultCapability.Signals],
            Proof = "No process is left after the kill and before the restart; then another process runs.",
            Color = "#D55E00",
            Breaks = BrokenPromise.None,
            Parameters = [Target.Spec(Target.Any, "Who is killed")],
        },
        new(new(), settings => new ProcessFamily("pause", settings)
        {
            Prepare = (id, draw, budget) => new PauseInjection(id, draw, budget),
            Vary = scene => VaryPause(settings.Parameters, scene),
            Lacks = cluster => MayFreeze(settings.Parameters) && !cluster.TryGetFaults<IFreezerFaults>(out _)
                ? $"the {cluster.Backend} cluster cannot freeze nodes. Take means=signal."
                : null,
        })
        {
            Name = "pause",
            Summary = "Stops all processes of a node where they are, by a signal (SIGSTOP) or by the kernel's freezer, and lets them go on later.",
            Needs = AtLeastThree + " The freezer also needs the machine's control groups, which the agent then sees.",
            RestsOn = [FaultCapability.Signals],
            ClusterNeedsOf = parameters => new() { Freezer = MayFreeze(parameters) },
            Proof = "All processes stand still and the node answers nothing through its client port; then it goes on.",
            Color = "#009E73",
            Breaks = BrokenPromise.None,
            Parameters =
            [
                Target.Spec(Target.Any, "Who is paused"),
                new(PauseInjection.Means, PauseInjection.Signal, "By a signal, which the processes can tell afterwards; by the freezer, which they "
                    + "cannot; or mix: both in turn.")
                {
                    Choices = [PauseInjection.Signal, PauseInjection.Freezer, Mix],
                },
            ],
        },
        new(new() { Hold = TimeRange.Seconds(8, 12) }, Restart)
        {
            Name = "restart",
            Summary = "Restarts nodes one after the other, again and again; the next one only when the last one answers and has caught up.",
            Needs = AtLeastThree,
            RestsOn = [FaultCapability.Signals],
            Proof = "At least two restarts, each as another process that answers.",
            Color = "#E69F00",
            Breaks = BrokenPromise.None,
            Parameters =
            [
                new("target", "all", "Whose turn comes: all, one (a random node), leader, minority, a number, or names "
                    + "joined by '+' (n1+n2). They are never away together."),
                new(RollingRestartInjection.Stop, RollingRestartInjection.Term, "How a node is stopped: term (SIGTERM, and SIGKILL after 5 s) or kill.")
                {
                    Choices = [RollingRestartInjection.Term, KillHow],
                },
                new(RollingRestartInjection.Down, null, "How long each node stays away, for instance 500ms. Without it 100ms to 1s are drawn."),
            ],
        },
        new(new() { Hold = TimeRange.Seconds(6, 9) }, CrashLoop)
        {
            Name = "crash-loop",
            Summary = "Kills a node again and again, each time shortly after its start.",
            Needs = AtLeastThree,
            RestsOn = [FaultCapability.Signals],
            Proof = "Every node was killed at least twice, each time as another process; at the end another one runs.",
            Color = "#A6761D",
            Breaks = BrokenPromise.None,
            Parameters =
            [
                Target.Spec(Target.Any, "Who is killed"),
                new(CrashLoopInjection.Up, null, "How long each life lasts, for instance 300ms. Without it 50ms to 800ms are drawn."),
            ],
        },
        new(new(), settings => new ProcessFamily("wipe", settings)
        {
            Prepare = (id, draw, budget) => new WipeInjection(id, draw, budget),
            Lacks = cluster => cluster.TryGetFaults<IDiskFaults>(out _)
                ? null
                : $"the {cluster.Backend} cluster has no disks that faults can reach.",
            Damages = true,
        })
        {
            Name = "wipe",
            Summary = "Kills a node, empties its data directory, and starts it again: it has forgotten what it promised.",
            Needs = AtLeastThree + " The agent sees the data directory.",
            RestsOn = [FaultCapability.Signals],
            ClusterNeedsOf = _ => new() { DataFiles = true },
            Proof = "The bytes that were in the directory; no process is left before the restart, which the engine confirms.",
            Color = "#882255",
            Breaks = BrokenPromise.Storage,
            Parameters = [Target.Spec(Target.Any, "Who loses its data")],
        },
    ];

    private static bool MayFreeze(Options parameters) => parameters[PauseInjection.Means] is not PauseInjection.Signal;

    private static (string Shape, IReadOnlyDictionary<string, string> Parameters) VaryPause(Options parameters, DrawScene scene)
    {
        var means = parameters[PauseInjection.Means]!;
        if (means is Mix) means = scene.Turn<string>([PauseInjection.Freezer, PauseInjection.Signal]);
        return (means is PauseInjection.Freezer ? "freeze" : "pause", new Dictionary<string, string> { [PauseInjection.Means] = means });
    }

    private static ProcessFamily Restart(NemesisSettings settings)
    {
        var down = Given("restart", settings.Parameters, RollingRestartInjection.Down);
        return new("restart", settings, together: false)
        {
            Prepare = (id, draw, budget) => new RollingRestartInjection(id, draw, budget),
            Vary = scene => ("rolling", new Dictionary<string, string>
            {
                [RollingRestartInjection.Stop] = settings.Parameters[RollingRestartInjection.Stop]!,
                [RollingRestartInjection.Down] = Length(down, Downs, scene.Random.For(RollingRestartInjection.Down)),
            }),
        };
    }

    private static ProcessFamily CrashLoop(NemesisSettings settings)
    {
        var up = Given("crash-loop", settings.Parameters, CrashLoopInjection.Up);
        return new("crash-loop", settings)
        {
            Prepare = (id, draw, budget) => new CrashLoopInjection(id, draw, budget),
            Vary = scene => ("crash-loop", new Dictionary<string, string>
            {
                [CrashLoopInjection.Up] = Length(up, Ups, scene.Random.For(CrashLoopInjection.Up)),
            }),
        };
    }

    private static TimeSpan? Given(string nemesis, Options parameters, string name) =>
        parameters[name] is { } text ? Durations.Parse($"option {name} of nemesis {nemesis}", text) : null;

    // As given, else drawn; in whole milliseconds, so that a record holds it exactly.
    private static string Length(TimeSpan? given, TimeRange range, Randomness random) =>
        Durations.Format(given ?? TimeSpan.FromMilliseconds(range.DrawNs(random, 0) / 1_000_000));
}
