using System.Globalization;
using System.Text;

namespace Chaos.Reports;

/// <summary>The night as Markdown, for a job's summary and for people who read text.</summary>
public static class SuiteMarkdown
{
    /// <summary>The file's name in a suite's folder.</summary>
    public const string Name = "summary.md";

    // GitHub refuses a step's summary above 1 MiB.
    private const int MostRows = 500;

    /// <summary>The text.</summary>
    public static string Of(SuiteResults results)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {SafeText.Markdown(results.Name)}: {Word(results)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{SafeText.Markdown(results.Summary)}\n");
        if (!results.IsComplete) text.Append("\nThe night is not complete.\n");
        if (results.Since is { } since) AddSince(text, since);
        AddTable(text, "Unexpected", results.Cells.Where(cell => cell.Status is CellStatus.Unexpected));
        AddTable(text, "Unknown", results.Cells.Where(cell => cell.Status is CellStatus.Unknown or CellStatus.NotRun));
        AddTable(text, "Harness failures", results.Cells.Where(cell => cell.Status is CellStatus.HarnessFailure));
        AddTable(text, "As expected", results.Cells.Where(cell => cell.Status is CellStatus.AsExpected));
        foreach (var note in results.Notes) text.Append(CultureInfo.InvariantCulture, $"\n{SafeText.Markdown(note)}\n");
        return text.ToString();
    }

    private static string Word(SuiteResults results) => results.ExitCode switch
    {
        VerdictTable.ExitValid => "as expected",
        VerdictTable.ExitInvalid => "failed",
        VerdictTable.ExitInfrastructure => "kept from a verdict by the infrastructure",
        VerdictTable.ExitInterrupted => "stopped",
        _ => "unknown",
    };

    private static void AddSince(StringBuilder text, SuiteComparison since)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nSince the night of {since.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC:\n\n");
        Add("new failure", since.NewFailures);
        Add("still failing", since.StillFailing);
        Add("fixed", since.Fixed);
        Add("no longer in the suite", since.Gone);
        if (since.NewFailures.Count + since.StillFailing.Count + since.Fixed.Count == 0) text.Append("- no failure then or now\n");

        void Add(string what, IReadOnlyList<string> keys)
        {
            foreach (var key in keys) text.Append(CultureInfo.InvariantCulture, $"- {what}: {SafeText.Markdown(key)}\n");
        }
    }

    private static void AddTable(StringBuilder text, string title, IEnumerable<CellResults> cells)
    {
        var rows = cells.ToArray();
        if (rows.Length == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n");
        text.Append("| cell | expected | verdict | operations | p99 | recovery | checker | reason |\n|---|---|---|--:|--:|--:|--:|---|\n");
        foreach (var cell in rows.Take(MostRows))
        {
            string[] columns =
            [
                SafeText.Markdown(cell.Key), SafeText.Markdown(cell.Expectation), Show.Lower(cell.Verdict),
                Show.Number(cell.Operations.Total), Figure(cell.P99Ms), Figure(cell.RecoveryMs), Show.Duration(cell.CheckerMs),
                SafeText.Markdown(cell.Reason),
            ];
            text.Append("| ").AppendJoin(" | ", columns).Append(" |\n");
        }

        if (rows.Length > MostRows) text.Append(CultureInfo.InvariantCulture, $"\n{rows.Length - MostRows} more are in results.json.\n");
    }

    private static string Figure(double? ms) => ms is { } known ? Show.Duration(known) : "";
}
