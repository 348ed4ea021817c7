using System.Globalization;
using System.Text;

namespace Chaos.Reports;

/// <summary>What every table of a suite begins with: whence it is.</summary>
internal static class TableHead
{
    /// <summary>Appends title, origin and summary.</summary>
    public static StringBuilder Begin(string title, SuiteResults results)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {title}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Written by the suite {SafeText.Markdown(results.Name)} ");
        text.Append(CultureInfo.InvariantCulture, $"on {results.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, commit {SafeText.Markdown(CommitOf(results))}; ");
        text.Append(CultureInfo.InvariantCulture, $"its runs took {Show.Duration(results.DurationMs)} together.\n");
        text.Append(CultureInfo.InvariantCulture, $"{SafeText.Markdown(results.Summary)}\n");
        if (!results.IsComplete) text.Append("\nThe night is not complete.\n");
        return text;
    }

    /// <summary>The verdicts of some runs, worst first: <c>invalid 1, valid 3</c>.</summary>
    public static string Verdicts(IReadOnlyList<CellRun> runs) => runs.Count == 0
        ? "not run"
        : string.Join(", ", runs.GroupBy(run => run.Verdict).OrderByDescending(same => same.Key)
            .Select(same => $"{Show.Lower(same.Key)} {Show.Number(same.Count())}"));

    private static string CommitOf(SuiteResults results) => results.Versions.GetValueOrDefault("commit") is { Length: > 12 } commit
        ? commit[..12]
        : results.Versions.GetValueOrDefault("commit", "unknown");
}
