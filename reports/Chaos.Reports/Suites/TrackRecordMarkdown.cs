using System.Globalization;
using System.Text;

namespace Chaos.Reports;

/// <summary>What a night found of what is publicly known of systems: a row for each finding, and the commands that repeat them.</summary>
public static class TrackRecordMarkdown
{
    /// <summary>The text.</summary>
    public static string Of(SuiteResults results)
    {
        var text = TableHead.Begin("Track record", results);
        var rows = results.Cells.Where(cell => cell is { Finding: not null, SiblingOf: null })
            .Select(cell => (Cell: cell, Sibling: results.Cells.FirstOrDefault(other => other.SiblingOf == cell.Key))).ToArray();
        text.Append("\n| finding | reference | version | expected | found | until found | sibling |\n|---|---|---|---|---|---|---|\n");
        foreach (var (cell, sibling) in rows) AddRow(text, cell, sibling);
        text.Append("\n## Commands\n\nOf each row its last run, which is the one that found it where one did; then the last one of its sibling.\n");
        foreach (var (cell, sibling) in rows) AddCommands(text, cell, sibling);
        foreach (var note in results.Notes) text.Append(CultureInfo.InvariantCulture, $"\n{SafeText.Markdown(note)}\n");
        return text.ToString();
    }

    private static void AddRow(StringBuilder text, CellResults cell, CellResults? sibling)
    {
        string[] columns =
        [
            SafeText.Markdown(cell.Finding!), Reference(cell.Reference), SafeText.Markdown(VersionOf(cell)), SafeText.Markdown(cell.Expectation),
            Found(cell), UntilFound(cell), sibling is null ? "none" : Sibling(cell, sibling),
        ];
        text.Append("| ").AppendJoin(" | ", columns).Append(" |\n");
    }

    // Of a control the run that met its expectation is the last one, since the first such ends it.
    private static CellRun? Finder(CellResults cell) =>
        cell is { Status: CellStatus.AsExpected, Runs: [.., { Verdict: Verdict.Invalid } last] } ? last : null;

    private static string Found(CellResults cell) => cell switch
    {
        { Runs.Count: 0 } => "not run",
        { Status: CellStatus.AsExpected } when Finder(cell) is { } run =>
            run.Anomalies.Count == 0 ? "invalid" : SafeText.Markdown(string.Join(", ", run.Anomalies)),
        { Status: CellStatus.AsExpected } => "not reproduced",
        { Anomalies.Count: > 0 } => SafeText.Markdown($"{CellWords.Words(cell.Status)}: {string.Join(", ", cell.Anomalies)}"),
        _ => CellWords.Words(cell.Status),
    };

    private static string UntilFound(CellResults cell) => cell.Runs.Count == 0 ? "" : Finder(cell) is { } run
        ? $"run {Show.Number(run.Run)}, {Show.Duration(cell.DurationMs)}"
        : $"not in {Runs(cell.Runs.Count)}, {Show.Duration(cell.DurationMs)}";

    private static string Sibling(CellResults cell, CellResults sibling)
    {
        if (sibling.Runs.Count == 0) return SafeText.Markdown($"{DifferenceTo(cell, sibling)}: not run");
        var word = sibling.Status is CellStatus.AsExpected ? "" : $"{CellWords.Words(sibling.Status)}: ";
        return SafeText.Markdown($"{DifferenceTo(cell, sibling)}: {word}{TableHead.Verdicts(sibling.Runs)}");
    }

    // The sibling's name is that of its control with what differs in brackets.
    private static string DifferenceTo(CellResults cell, CellResults sibling)
    {
        const string Opening = " (sibling: ";
        return sibling.Key.StartsWith(cell.Key + Opening, StringComparison.Ordinal) && sibling.Key.EndsWith(')')
            ? sibling.Key[(cell.Key.Length + Opening.Length)..^1]
            : sibling.Key;
    }

    private static string VersionOf(CellResults cell)
    {
        var versions = cell.Runs.Select(run => run.SystemVersion).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return versions.Length == 0 ? cell.System : $"{cell.System} {string.Join(", ", versions)}";
    }

    private static string Reference(string? reference) => reference switch
    {
        null => "",
        _ when IsAddress(reference) => $"[{SafeText.Markdown(Short(reference))}]({reference})",
        _ => SafeText.Markdown(reference),
    };

    // Nothing that could end the link, or be anything but an address of the web.
    private static bool IsAddress(string text) => text.StartsWith("https://", StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || "-._~:/?#=&%+,".Contains(c, StringComparison.Ordinal));

    private static string Short(string address)
    {
        var parts = address["https://".Length..].TrimEnd('/').Split('/');
        return parts.Length <= 2 ? string.Join('/', parts) : $"{parts[0]} {parts[^1]}";
    }

    private static void AddCommands(StringBuilder text, CellResults cell, CellResults? sibling)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {SafeText.Markdown(cell.Block ?? cell.Key)}\n\n");
        if (cell.Tried is { } tried) text.Append(CultureInfo.InvariantCulture, $"{SafeText.Markdown(tried)}\n\n");
        string?[] commands = [LastCommand(cell), sibling is null ? null : LastCommand(sibling)];
        if (commands.All(command => command is null))
        {
            text.Append("It was not run.\n");
            return;
        }

        text.Append("```\n");
        foreach (var command in commands.OfType<string>()) text.Append(Verbatim(command)).Append('\n');
        text.Append("```\n");
    }

    // The run that decided is the last one.
    private static string? LastCommand(CellResults cell) => cell.Runs is [.., var last] ? last.Command : null;

    // In a block of code nothing is markup but its end.
    private static string Verbatim(string command) =>
        new(command.Where(c => c != '`' && (c >= ' ' || c == '\t')).ToArray());

    private static string Runs(int count) => count == 1 ? "1 run" : $"{Show.Number(count)} runs";
}
