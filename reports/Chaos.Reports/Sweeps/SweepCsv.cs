using System.Globalization;

namespace Chaos.Reports;

/// <summary><c>runs.csv</c>: a line for each run of a sweep, for spreadsheets and statistics (RFC 4180).</summary>
public static class SweepCsv
{
    /// <summary>The file's name in a sweep's folder.</summary>
    public const string Name = "runs.csv";

    private static readonly (string Name, Func<SweepRun, object?> Of)[] Columns =
    [
        ("system", run => run.System), ("backend", run => run.Backend), ("nemesis", run => run.Nemesis), ("nodes", run => run.Nodes),
        ("repeat", run => run.Repeat), ("order", run => run.Order), ("seed", run => run.Run.Seed),
        ("verdict", run => Show.Lower(run.Run.Verdict)), ("measured_ms", run => run.Figures?.MeasuredMs),
        ("operations", run => run.Figures?.Operations.Total), ("answered_per_second", run => run.Figures?.AnsweredPerSecond),
        ("unanswered_share", run => run.Figures?.UnansweredShare), ("p50_ms", run => run.Figures?.P50Ms),
        ("p90_ms", run => run.Figures?.P90Ms), ("p99_ms", run => run.Figures?.P99Ms), ("p999_ms", run => run.Figures?.P999Ms),
        ("leader_changes", run => run.Figures?.LeaderChanges), ("faults", run => run.Figures?.Faults.Count),
        ("longest_unavailable_ms", run => run.Figures?.Faults.Max(fault => (double?)fault.UnavailableMs)),
    ];

    /// <summary>The text.</summary>
    public static string Of(SweepResults results) => string.Concat(
        results.Runs.Select(run => string.Join(',', Columns.Select(column => Cell(column.Of(run)))))
            .Prepend(string.Join(',', Columns.Select(column => column.Name)))
            .Select(line => line + "\r\n"));

    private static string Cell(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
