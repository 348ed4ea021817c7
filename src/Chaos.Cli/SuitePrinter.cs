using System.Globalization;
using Chaos.Campaigns;
using Chaos.Reports;

namespace Chaos.Cli;

/// <summary>Prints a night for people or as one JSON object, tells GitHub about it, and names the exit code.</summary>
internal static class SuitePrinter
{
    private const string SummaryVariable = "GITHUB_STEP_SUMMARY";

    public static int Print(SuiteResults results, bool json)
    {
        if (json) Console.Out.Write(SuiteResultsFile.ToJson(results));
        else Write(Console.Out, results);
        return results.ExitCode;
    }

    /// <summary>Annotations and the summary of the job, where GitHub runs it. They go to stderr, which GitHub reads as well.</summary>
    public static void Annotate(SuiteResults results)
    {
        var summary = Environment.GetEnvironmentVariable(SummaryVariable);
        if (summary is null or "" && Environment.GetEnvironmentVariable("GITHUB_ACTIONS") != "true") return;
        foreach (var line in GitHubLines.Of(results)) Console.Error.WriteLine(line);
        if (summary is null or "") return;
        try
        {
            File.AppendAllText(summary, SuiteMarkdown.Of(results));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The summary could not be written to {SummaryVariable}: {failure.Message}");
        }
    }

    private static void Write(TextWriter to, SuiteResults results)
    {
        to.WriteLine(results.Summary);
        to.WriteLine();
        Table.Write(to, results.Cells.Select(cell => (IReadOnlyList<string>)
        [
            $"  {StatusOf(cell)}", cell.Key, $"expected {cell.Expectation}", Runs(cell.Runs.Count), Operations(cell.Operations.Total),
            cell.Change is { } change and not CellChange.Unchanged ? Word(change.ToString()) : "",
        ]));
        foreach (var cell in results.Cells.Where(cell => cell.Status is not CellStatus.AsExpected))
        {
            to.WriteLine();
            to.WriteLine($"  {cell.Key}: {cell.Reason}");
            if (cell.Runs is [.., { Command: { } command }]) to.WriteLine($"    Again: {command}");
        }

        to.WriteLine();
        foreach (var gone in results.Since?.Gone ?? []) to.WriteLine($"  No longer in the suite: {gone}");
        foreach (var note in results.Notes) to.WriteLine($"  Note: {note}");
        if (results.Directory is { } directory) to.WriteLine($"  Page: {new SuiteFolder(directory).IndexFile}");
    }

    private static string StatusOf(CellResults cell) => Word(cell.Status.ToString());

    private static string Runs(int count) => count == 1 ? "1 run" : $"{count} runs";

    private static string Operations(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} operations");

    // AsExpected: as expected.
    private static string Word(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
