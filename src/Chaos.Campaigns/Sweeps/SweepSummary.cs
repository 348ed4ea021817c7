using System.Globalization;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Makes the results of a sweep from its runs.</summary>
internal static class SweepSummary
{
    private const string OnFewCores =
        "What a size costs here is the processor time of all its nodes together, which grows with their number; on a machine for each node most of "
        + "that is not there. So the curves say how this machine copes, and not how the protocol scales.";

    private const string OnReference =
        "The dashed curve is our own Raft in simulation beside it, which shows what the protocol's messages and flushes cost alone.";

    private const string OnSimulation =
        "In simulation every node has a core of its own, and time is virtual. Each seed draws its own weather, the same for all sizes of a repeat: a "
        + "message takes 0.2, 0.3 or 4 ms (rarely up to 30 ms), a flush 0.3 or 4 ms (rarely up to 40 ms), and one "
        + "message in 10,000 is lost and one doubled, or one in 200: such a repeat has a tail of hundreds of milliseconds. So repeats differ more "
        + "than sizes do.";

    private const string OnBands =
        "Shaded: 95 % confidence of the mean over the repeats (Student's t; of logarithms for latencies). With few repeats it is wide, and rightly.";

    private const string OnLatency =
        "Latency counts from the intended start. An operation that was given up counts with the time after which it was; one that was refused has "
        + "no latency and counts as not answered.";

    /// <summary>The results.</summary>
    public static SweepResults Of(
        SweepRequest request, SweepPlan plan, IReadOnlyList<SweepRun> runs, string directory, DateTimeOffset began, int cores, bool isInterrupted)
    {
        var series = plan.Series.Select(one => one with
        {
            Sizes = one.Sizes.Select(size => SizeOf(one, size.Nodes, runs)).ToArray(),
        }).ToArray();
        return new()
        {
            Summary = Sentence(request, plan, runs),
            ExitCode = ExitCodeOf(runs, isInterrupted),
            StartedAt = began,
            Seed = request.Common.Seed,
            Repeats = request.Repeats,
            RatePerSecond = request.Common.RatePerSecond,
            Load = new Dictionary<string, string>
            {
                ["time-limit"] = Durations.Format(request.Common.TimeLimit),
                ["warm-up"] = Durations.Format(request.WarmUp),
                ["concurrency"] = request.Common.Concurrency,
                ["keys"] = request.Common.Keys.ToString(CultureInfo.InvariantCulture),
                ["op-timeout"] = Durations.Format(request.Common.OperationDeadline),
            },
            Cores = cores,
            Notes = [.. Notes(request, plan, cores)],
            Command = CommandOf(request),
            Directory = directory,
            Series = series,
            Runs = runs.ToArray(),
        };
    }

    /// <summary>As the worst of the runs: a violation, an interruption, a bug, an unknown, a failure of the infrastructure.</summary>
    internal static int ExitCodeOf(IReadOnlyList<SweepRun> runs, bool isInterrupted)
    {
        if (runs.Any(run => run.Run.Verdict is Verdict.Invalid)) return VerdictTable.ExitInvalid;
        if (isInterrupted) return VerdictTable.ExitInterrupted;
        int[] worstFirst = [VerdictTable.ExitBug, VerdictTable.ExitUnknown, VerdictTable.ExitInfrastructure];
        foreach (var code in worstFirst)
            if (runs.Any(run => run.Run.ExitCode == code)) return code;
        return VerdictTable.ExitValid;
    }

    private static SweepSize SizeOf(SweepSeries series, int nodes, IEnumerable<SweepRun> runs) =>
        SweepPlan.WhyNot(series.Nemesis, nodes) is { } why
            ? SweepSize.None(nodes, why)
            : SweepSize.Of(nodes, runs.Where(run => run.System == series.System && run.Backend == series.Backend
                && run.Nemesis == series.Nemesis && run.Nodes == nodes).ToArray());

    private static string Sentence(SweepRequest request, SweepPlan plan, IReadOnlyList<SweepRun> runs)
    {
        var what = $"Latency of {string.Join(" and ", request.Systems)} by cluster size";
        var bad = runs.Count(run => run.Run.Verdict is Verdict.Invalid);
        var unknown = runs.Count(run => run.Run.Verdict is Verdict.Unknown);
        var trouble = (bad, unknown) switch
        {
            (0, 0) => "all of them valid",
            (0, _) => $"{unknown} of them unknown",
            (_, 0) => $"{bad} of them invalid",
            _ => $"{bad} of them invalid and {unknown} unknown",
        };
        return runs.Count == 0 ? $"{what}: nothing was run." : $"{what}: {runs.Count} of {plan.Steps.Count} runs, {trouble}.";
    }

    private static IEnumerable<string> Notes(SweepRequest request, SweepPlan plan, int cores)
    {
        if (request.Common.Backend != SweepPlan.Simulation && request.Nodes.Max() > cores)
        {
            yield return $"This machine has {cores} {(cores == 1 ? "core" : "cores")}, and up to {request.Nodes.Max()} nodes and the load generator "
                + $"share them. {OnFewCores}";
        }

        if (plan.Series.Any(series => series.IsReference)) yield return OnReference;
        if (plan.Series.Any(series => series.Backend == SweepPlan.Simulation)) yield return OnSimulation;
        if (request.Repeats > 1) yield return OnBands;
        yield return OnLatency;
    }

    private static string CommandOf(SweepRequest request)
    {
        var defaults = new RunRequest { System = "", Seed = 0 };
        var parts = new List<string>
        {
            $"./chaos sweep {string.Join(',', request.Systems)} --nodes {string.Join(',', request.Nodes)}",
            $"--nemesis {string.Join(',', request.Nemeses)} --repeat {request.Repeats} --on {request.Common.Backend}",
            $"--time-limit {Durations.Format(request.Common.TimeLimit)} --warm-up {Durations.Format(request.WarmUp)}",
            string.Create(CultureInfo.InvariantCulture, $"--rate {request.Common.RatePerSecond}"),
        };
        if (request.Common.Concurrency != defaults.Concurrency) parts.Add($"--concurrency {request.Common.Concurrency}");
        if (request.Common.Keys != defaults.Keys) parts.Add($"--keys {request.Common.Keys}");
        if (request.Common.OperationDeadline != defaults.OperationDeadline) parts.Add($"--op-timeout {Durations.Format(request.Common.OperationDeadline)}");
        parts.AddRange(request.Common.Options.Select(option => $"--opt {option.Key}={option.Value}"));
        parts.Add($"--seed {request.Common.Seed}");
        return string.Join(' ', parts);
    }
}
