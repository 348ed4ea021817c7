using Chaos.Reports;

namespace Chaos.Tests.Sweeps;

/// <summary>Curves that were never measured.</summary>
internal static class SweepSamples
{
    public static SweepSeries Series(string system, string nemesis) => new()
    {
        System = system,
        Backend = system == "raft" ? "simulation" : "docker",
        Nemesis = nemesis,
        Sizes = [.. new[] { 1, 3, 5 }.Select(nodes => SweepSize.None(nodes, "") with
        {
            WhyNone = null, Verdict = Verdict.Valid, P50Ms = new(nodes, nodes * 0.8, nodes * 1.2), P90Ms = new(nodes * 2, nodes * 1.5, nodes * 3),
            P99Ms = new(nodes * 8, nodes * 5, nodes * 13), AnsweredPerSecond = new(200 - nodes, 195 - nodes, 202 - nodes),
        })],
    };
}
