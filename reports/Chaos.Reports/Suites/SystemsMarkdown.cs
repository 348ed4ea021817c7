using System.Globalization;
using System.Text;

namespace Chaos.Reports;

/// <summary>The systems of a night, a row each: what ran, from which image, with which verdicts, and what it cost.</summary>
public static class SystemsMarkdown
{
    private const double MiB = 1 << 20;

    /// <summary>The text.</summary>
    public static string Of(SuiteResults results)
    {
        var text = TableHead.Begin("Systems that were run", results);
        text.Append("\nReady: from the making of the first container until every node served requests, mean of the runs. ");
        text.Append("Memory: of a node at that moment, mean of the nodes,\nwith what the page cache holds for it. ");
        text.Append("Operations: ended ok, of those begun during a fault, in all runs.\n");
        text.Append("Changes of role: how often a node's probe told another role than before (leader, follower, candidate), in all runs.\n");
        text.Append("\n| system | version | image | nodes | faults | workloads and verdicts | operations during faults | changes of role | ready | memory |\n");
        text.Append("|---|---|---|--:|---|---|--:|--:|--:|--:|\n");
        foreach (var system in results.Cells.GroupBy(cell => cell.System, StringComparer.Ordinal)) AddRow(text, system.Key, [.. system]);
        foreach (var note in results.Notes) text.Append(CultureInfo.InvariantCulture, $"\n{SafeText.Markdown(note)}\n");
        return text.ToString();
    }

    private static void AddRow(StringBuilder text, string system, IReadOnlyList<CellResults> cells)
    {
        var runs = cells.SelectMany(cell => cell.Runs).ToArray();
        string[] columns =
        [
            SafeText.Markdown(system),
            Distinct(runs.Select(run => run.SystemVersion).OfType<string>()),
            Distinct(runs.SelectMany(run => run.Images)),
            Distinct(cells.Select(cell => Show.Number(cell.Nodes))),
            Distinct(cells.Select(cell => cell.Nemesis)),
            SafeText.Markdown(string.Join("; ", cells.Select(Verdict))),
            Show.Number(runs.Sum(run => run.OkDuringFaults)),
            Show.Number(runs.Sum(run => run.RoleChanges)),
            Mean(runs.Select(run => run.ReadyMs)) is { } readyMs ? Show.Duration(readyMs) : "",
            Mean(runs.Select(run => (double?)run.NodeMemoryBytes)) is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / MiB:0} MiB") : "",
        ];
        text.Append("| ").AppendJoin(" | ", columns).Append(" |\n");
    }

    private static string Verdict(CellResults cell)
    {
        var asked = cell.Status is CellStatus.AsExpected
            ? cell.Expectation == "valid" ? "" : $" ({cell.Expectation} was expected)"
            : $" ({CellWords.Words(cell.Status)}; expected {cell.Expectation})";
        return $"{cell.Workload}: {TableHead.Verdicts(cell.Runs)}{asked}";
    }

    private static string Distinct(IEnumerable<string> words) => SafeText.Markdown(string.Join(", ", words.Distinct(StringComparer.Ordinal)));

    private static double? Mean(IEnumerable<double?> figures) => figures.OfType<double>().ToArray() is { Length: > 0 } known ? known.Average() : null;
}
