using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>Faults of clients: a pause of a worker and its keep-alives, a crash without release, a slow link of its own.</summary>
internal sealed class ClientFamily : IFaultFamily
{
    public const string Name = "client";
    public const string Pause = "pause";
    public const string Crash = "crash";
    public const string Delay = "delay";
    public const string WorkersParameter = "workers";
    public const string DelayParameter = "delay";
    public const string WhoParameter = "who";
    private const string Holder = "holder";
    private const string Anyone = "any";
    private const string Mix = "mix";
    private const string NoHolder = "No client holds a lock or leads.";
    private const int MostWorkers = 1_000;

    private static readonly string[] Single = [Pause, Crash, Delay];

    private readonly string shape;
    private readonly int workers;
    private readonly TimeSpan delay;
    private readonly bool strikesHolders;

    public ClientFamily(NemesisSettings settings)
    {
        shape = settings.Parameters["shape"]!;
        strikesHolders = settings.Parameters[WhoParameter] is Holder;
        var text = settings.Parameters[WorkersParameter]!;
        workers = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MostWorkers
            ? count
            : throw new UsageException($"Nemesis {Name}: workers={text} must be a whole number from 1 to {MostWorkers}.");
        delay = Durations.Parse($"option delay of nemesis {Name}", settings.Parameters[DelayParameter]!);
        if (delay <= TimeSpan.Zero)
            throw new UsageException($"Nemesis {Name}: delay={settings.Parameters[DelayParameter]} must be longer than nothing, for instance 200ms.");
    }

    /// <summary>The family's own parameters.</summary>
    public static IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new("shape", Mix, "What happens to a client: pause (it and its keep-alives stand still), crash (its process ends without releasing "
            + "anything), delay (its own link is slow), or mix (all of them in turn).")
        {
            Choices = [Mix, .. Single],
        },
        new(WorkersParameter, "1", $"How many workers (client threads) it strikes at once, from 1 to {MostWorkers}; at most all."),
        new(WhoParameter, Anyone, "Whom it strikes: any worker, or one that holds a lock or leads at that moment, as far as it knows itself (holder).")
        {
            Choices = [Anyone, Holder],
        },
        new(DelayParameter, "200ms", "For shape delay: how much later everything arrives, each way."),
    ];

    public bool FollowsRoles => false;

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum) => cluster.TryGetFaults<IClientFaults>(out _)
        ? null
        : $"Nemesis {Name}: the clients of this run have no wrapper that could fail them.";

    public bool WantsLeader(DrawScene scene) => false;

    public IEnumerable<FaultDraw> Draws(DrawScene scene)
    {
        if (scene.Workers.Count == 0) yield break;
        var one = shape is Mix ? scene.Turn(Single) : shape;
        var struck = scene.Random.For("workers").Shuffle(strikesHolders ? scene.Holders : [.. Enumerable.Range(0, scene.Workers.Count)])
            .Take(workers).Order().ToArray();
        if (struck.Length == 0) yield break;
        yield return new(one, [.. struck.Select(worker => scene.Workers[worker]).Distinct(StringComparer.Ordinal)])
        {
            Parameters = new Dictionary<string, string>
            {
                [WorkersParameter] = string.Join(' ', struck),
                [DelayParameter] = Durations.Format(delay),
            },
        };
    }

    public string? WhyNone(DrawScene scene) => strikesHolders && scene.Holders.Count == 0 ? NoHolder : null;

    public string? WhyIncomplete(FaultDraw draw, DrawScene scene) => IsForHolder(draw) && scene.Holders.Count == 0 ? NoHolder : null;

    /// <summary>A scenario leaves to the moment who the holder is; a record of a run names the worker.</summary>
    public FaultDraw Complete(FaultDraw draw, DrawScene scene)
    {
        if (!IsForHolder(draw) || scene.Holders.Count == 0) return draw;
        var worker = scene.Holders[0];
        return draw with
        {
            Nodes = [scene.Workers[worker]],
            Parameters = new Dictionary<string, string>(draw.Parameters) { [WorkersParameter] = worker.ToString(CultureInfo.InvariantCulture) },
        };
    }

    public IInjection Prepare(string faultId, FaultDraw draw, FaultBudget budget)
    {
        int[] struck =
        [
            .. draw.Parameters[WorkersParameter].Split(' ').Select(worker => int.Parse(worker, CultureInfo.InvariantCulture)),
        ];
        return draw.Shape switch
        {
            Pause => new ClientPauseInjection(struck),
            Crash => new ClientCrashInjection(struck),
            _ => new ClientDelayInjection(struck, Durations.Parse("stored delay", draw.Parameters[DelayParameter])),
        };
    }

    private static bool IsForHolder(FaultDraw draw) => draw.Parameters.GetValueOrDefault(WorkersParameter) is Holder;
}
