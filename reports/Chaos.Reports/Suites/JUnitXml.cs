using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Chaos.Reports;

/// <summary>
/// <c>junit.xml</c>: a test case for each cell. An unmet expectation is a failure; what nobody knows and what the harness spoilt are
/// errors of different types; what was not run is skipped.
/// </summary>
public static class JUnitXml
{
    /// <summary>The file's name in a suite's folder.</summary>
    public const string Name = "junit.xml";

    /// <summary>The document.</summary>
    public static string Of(SuiteResults results)
    {
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", SafeText.Xml(results.Name)),
            Counts(results),
            new XAttribute("timestamp", results.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
            results.Cells.Select(cell => CaseOf(results, cell)));
        var document = new XElement("testsuites", new XAttribute("name", SafeText.Xml(results.Name)), Counts(results), suite);
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
            document.Save(writer);
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static XAttribute[] Counts(SuiteResults results) =>
    [
        new("tests", results.Cells.Count),
        new("failures", results.Unexpected),
        new("errors", results.Unknown + results.HarnessFailures),
        new("skipped", results.NotRun),
        new("time", Seconds(results.DurationMs)),
    ];

    private static XElement CaseOf(SuiteResults results, CellResults cell) => new(
        "testcase",
        new XAttribute("classname", SafeText.Xml($"{results.Name}.{cell.System}")),
        new XAttribute("name", SafeText.Xml(cell.Key)),
        new XAttribute("time", Seconds(cell.DurationMs)),
        OutcomeOf(cell),
        new XElement("system-out", SafeText.Xml(OutputOf(cell))));

    private static XElement? OutcomeOf(CellResults cell) => cell.Status switch
    {
        CellStatus.Unexpected => Said("failure", cell.Anomalies.Count > 0 ? string.Join(' ', cell.Anomalies) : "unexpected", cell.Reason),
        CellStatus.Unknown => Said("error", "unknown", cell.Reason),
        CellStatus.HarnessFailure => Said(
            "error", cell.Harness is HarnessState.InfrastructureFailed ? "infrastructure" : "harness", cell.Reason),
        CellStatus.NotRun => new("skipped", new XAttribute("message", SafeText.Xml(cell.Reason))),
        _ => null,
    };

    private static XElement Said(string element, string type, string reason) => new(
        element, new XAttribute("type", SafeText.Xml(type)), new XAttribute("message", SafeText.Xml(reason)), SafeText.Xml(reason));

    private static string OutputOf(CellResults cell)
    {
        var lines = new List<string> { $"expected: {cell.Expectation}" };
        foreach (var run in cell.Runs)
        {
            lines.Add($"run {run.Run}, seed {run.Seed}: {run.Summary}");
            if (run.Command is { } command) lines.Add($"  again: {command}");
            if (run.Directory is { } directory) lines.Add($"  files: {directory}");
        }

        return string.Join('\n', lines);
    }

    private static string Seconds(double ms) => (ms / 1000).ToString("0.000", CultureInfo.InvariantCulture);
}
