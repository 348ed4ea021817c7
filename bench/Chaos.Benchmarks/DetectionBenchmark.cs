using System.Globalization;
using Chaos.Campaigns;
using Chaos.Consensus;

namespace Chaos.Benchmarks;

/// <summary>
/// The detection table: for each seeded bug how many runs and how much simulated time pass until it is found. Options:
/// <c>--bugs a,b</c>, <c>--seeds N</c>, <c>--runs N</c>, <c>--out FILE</c> for the page, <c>--pieces FILE</c> to go on where an earlier one
/// stopped; other conditions than a bug's own hunt: <c>--nemesis</c>, <c>--workload</c>, <c>--nodes</c>, <c>--concurrency</c>, <c>--keys</c>, <c>--op-timeout MS</c>, <c>--opt a=b,c=d</c>, <c>--beyond-quorum</c>.
/// </summary>
internal static class DetectionBenchmark
{
    public static async Task<int> RunAsync(Flags flags)
    {
        var names = flags.Text("--bugs")?.Split(',');
        var order = new DetectionOrder { Seeds = (int)flags.Number("--seeds", 20), Runs = (int)flags.Number("--runs", 1_000) };
        var pieces = new DetectionPieces(flags.Text("--pieces"), TimeProvider.System);
        var rows = new List<DetectionRow>();
        var measured = new List<DetectionPiece>();
        foreach (var bug in SeededBugs.All.Where(bug => names is null || names.Contains(bug.Name)))
        {
            var hunt = Changed(BugHunts.Of(bug.Bug), flags);
            var piece = pieces.Find(bug, hunt, order) ?? await MeasureAsync(bug, hunt, order, pieces);
            var row = new DetectionRow(bug, hunt, piece.Searches);
            rows.Add(row);
            measured.Add(piece);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{bug.Name}: found {row.Found} of {row.Searches.Count}, median {row.MedianRuns} runs (at most {row.MostRuns}), "
                + $"{row.MedianSimulatedNs / 1e9:F1} simulated s; {piece.CpuSeconds:F1} s of processor time "
                + $"({piece.CpuSeconds / row.Searches.Sum(one => one.Runs):F2} a run): {string.Join(", ", row.Anomalies)}"));
        }

        if (flags.Text("--out") is { } file)
            await File.WriteAllTextAsync(file, DetectionPage.Of(rows, "Chaos.Benchmarks detection --out docs/detection.md", DetectionPieces.Sentence(measured)));
        return rows.All(row => row.Found == row.Searches.Count) ? 0 : 1;
    }

    private static async Task<DetectionPiece> MeasureAsync(SeededBugInfo bug, BugHunt hunt, DetectionOrder order, DetectionPieces pieces)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var row = await new DetectionTable(TimeProvider.System, new Progress<string>()).MeasureAsync(bug, hunt, order, CancellationToken.None);
        return pieces.Keep(row, order, Environment.CpuUsage.TotalTime - cpu);
    }

    private static BugHunt Changed(BugHunt hunt, Flags flags) => hunt with
    {
        Nemeses = flags.Text("--nemesis", hunt.Nemeses),
        Workload = flags.Text("--workload") ?? hunt.Workload,
        Nodes = (int)flags.Number("--nodes", hunt.Nodes),
        Concurrency = flags.Text("--concurrency", hunt.Concurrency),
        Keys = (int)flags.Number("--keys", hunt.Keys),
        OperationDeadline = TimeSpan.FromMilliseconds(flags.Number("--op-timeout", hunt.OperationDeadline.TotalMilliseconds)),
        BeyondQuorum = hunt.BeyondQuorum || flags.Has("--beyond-quorum"),
        Options = flags.Text("--opt") is { } text
            ? text.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1])
            : hunt.Options,
    };
}
