namespace Chaos.BrowserTests.Samples;

/// <summary>The faults of the made-up run.</summary>
internal static class SampleFaults
{
    private const long Ms = 1_000_000;

    /// <summary>When the leader was lost.</summary>
    public static IReadOnlyList<long> LeaderLossesNs { get; } = [8_050 * Ms, 29_400 * Ms, 45_200 * Ms];

    public static List<FaultRecord> All() =>
    [
        Cut(1, "isolated-leader", 8_050, 12_900, ["n3"]),
        Cut(2, "majority-minority", 20_100, 25_400, ["n2", "n4"]),
        Cut(3, "one-way", 37_000, 41_800, ["n5"]),
        Process("kill", 1, 15_200, 17_900, "n5", "etcd was gone for 2.7 s and came back; 31 operations were tried"),
        Process("kill", 2, 29_400, 32_600, "n1", "etcd was gone for 3.2 s and came back; 41 operations were tried"),
        Process("kill", 3, 49_000, 51_500, "n4", "etcd was gone for 2.5 s and came back; 27 operations were tried"),
        Process("pause", 1, 26_800, 28_700, "n2", "no answer to 9 probes in 1.9 s; 22 operations were tried"),
        Process("pause", 2, 45_200, 48_100, "n2", "no answer to 14 probes in 2.9 s; 38 operations were tried"),
        Process("pause", 3, 54_300, 55_000, "n3", "the answer of the agent was lost", effective: null),
    ];

    private static FaultRecord Cut(int number, string shape, long fromMs, long toMs, string[] minority) => new()
    {
        Id = $"partition-{number}",
        Nemesis = "partition",
        Shape = shape,
        Nodes = minority,
        Cuts = minority.SelectMany(node => new[] { "n1", "n2", "n3", "n4", "n5" }.Except(minority).Select(other => new Link(other, node))).ToList(),
        Parameters = new Dictionary<string, string> { ["minority"] = string.Join(',', minority) },
        AskedNs = (fromMs - 12) * Ms,
        FromNs = fromMs * Ms,
        ToNs = toMs * Ms,
        Outcome = FaultOutcome.Installed,
        Effective = true,
        Effect = $"all {minority.Length * (5 - minority.Length)} cut directions failed and all others worked, in {(toMs - fromMs) / 500} measurements",
    };

    private static FaultRecord Process(
        string nemesis, int number, long fromMs, long toMs, string node, string effect, bool? effective = true) => new()
        {
            Id = $"{nemesis}-{number}",
            Nemesis = nemesis,
            Shape = nemesis,
            Nodes = [node],
            Parameters = new Dictionary<string, string> { ["minority"] = node },
            AskedNs = (fromMs - 5) * Ms,
            FromNs = fromMs * Ms,
            ToNs = toMs * Ms,
            Outcome = effective is null ? FaultOutcome.Indeterminate : FaultOutcome.Installed,
            Effective = effective,
            Effect = effective is null ? null : effect,
            Reason = effective is null ? effect : null,
        };
}
