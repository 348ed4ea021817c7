using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>The families of limits of what nodes may use, for the catalogue.</summary>
internal static class ResourceFamilies
{
    private const double LeastCores = 0.01, MostCores = 64;
    private const int LeastPercent = 10, MostPercent = 100;
    private static readonly (double From, double To) CoresDrawn = (0.02, 0.2);

    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<NemesisDescription> All { get; } =
    [
        new(new() { Hold = TimeRange.Seconds(6, 9) }, Memory)
        {
            Name = "memory",
            Summary = "Limits the memory of a node to about what it uses: the kernel takes back its cache, or ends it.",
            Needs = "An engine that limits memory, and at least 3 voters: a node may be ended.",
            RestsOn = [FaultCapability.Signals, FaultCapability.Resources],
            Proof = "The kernel counts how often the limit was hit, or takes back what the node used, or ends the node for it.",
            Color = "#661100",
            Breaks = BrokenPromise.None,
            Parameters =
            [
                Target.Spec(Target.Any, "Whose memory is limited"),
                new(MemoryInjection.Limit, "80%", "The limit: a size (64m), or a share of what the node uses when the fault begins (10% to 100%). "
                    + "Where it cannot give back so much, the limit is the least that it can; it then follows the use down."),
            ],
        },
        new(new() { Hold = TimeRange.Seconds(6, 9) }, Processor)
        {
            Name = "cpu",
            Summary = "Limits the processor time of a node, so that it does everything late.",
            Needs = "An engine that limits processor time, and at least 3 voters.",
            RestsOn = [FaultCapability.Signals, FaultCapability.Resources],
            Proof = "The kernel counts how long the node's threads had to wait for the limit.",
            Color = "#117733",
            Breaks = BrokenPromise.None,
            Parameters =
            [
                Target.Spec(Target.Any, "Whose processor time is limited"),
                new(ProcessorInjection.Cores, null, "How many cores it has, 0.01 to 64, for instance 0.05. Without it 0.02 to 0.2 are drawn."),
            ],
        },
    ];

    private static ProcessFamily Memory(NemesisSettings settings)
    {
        var limit = settings.Parameters[MemoryInjection.Limit]!;
        if (!limit.EndsWith('%')) Sizes.Parse("option limit of nemesis memory", limit);
        else if (!int.TryParse(limit.AsSpan(0, limit.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
            || percent is < LeastPercent or > MostPercent)
            throw new UsageException($"Nemesis memory: limit={limit} is not a share from 10% to 100%.");
        return new("memory", settings)
        {
            Prepare = (id, draw, budget) => new MemoryInjection(id, draw, budget),
            Vary = _ => ("memory", new Dictionary<string, string> { [MemoryInjection.Limit] = limit }),
            Lacks = Lacks,
        };
    }

    private static ProcessFamily Processor(NemesisSettings settings)
    {
        var cores = settings.Parameters[ProcessorInjection.Cores];
        if (cores is not null && (!double.TryParse(cores, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number is < LeastCores or > MostCores))
            throw new UsageException($"Nemesis cpu: cores={cores} is not a number from 0.01 to 64; write for instance cores=0.05.");
        return new("cpu", settings)
        {
            Prepare = (id, draw, budget) => new ProcessorInjection(id, draw, budget),
            Vary = scene => ("cpu", new Dictionary<string, string> { [ProcessorInjection.Cores] = cores ?? Drawn(scene.Random.For("cores")) }),
            Lacks = Lacks,
        };
    }

    private static string? Lacks(ICluster cluster) => cluster.TryGetFaults<IResourceFaults>(out _)
        ? null
        : $"the {cluster.Backend} cluster cannot limit what nodes use.";

    private static string Drawn(Randomness random) =>
        (CoresDrawn.From * Math.Pow(CoresDrawn.To / CoresDrawn.From, random.Fraction())).ToString("0.###", CultureInfo.InvariantCulture);
}
