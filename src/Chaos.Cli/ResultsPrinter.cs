using System.Globalization;
using Chaos.Campaigns;
using Chaos.Reports;

namespace Chaos.Cli;

/// <summary>Prints results for people or as one JSON object, and names the exit code.</summary>
internal static class ResultsPrinter
{
    private const int MostAnomalies = 5;

    public static int Print(RunResults results, bool json)
    {
        if (json) Console.Out.Write(ResultsFile.ToJson(results));
        else Write(Console.Out, results);
        return results.ExitCode;
    }

    private static void Write(TextWriter to, RunResults results)
    {
        to.WriteLine(results.Summary);
        to.WriteLine();
        Table.Write(to, results.Checkers.Select(checker => (IReadOnlyList<string>)
            [$"  {Word(checker.Verdict)}", checker.Name, checker.Reason]));
        if (results.Checkers.FirstOrDefault(checker => checker.Name == ScenarioChecker.CheckerName) is { } scenario)
        {
            to.WriteLine();
            foreach (var (expected, measured) in scenario.Details)
            {
                to.WriteLine($"  {expected}");
                to.WriteLine($"     {measured}");
            }
        }

        if (results.Faults.Count > 0)
        {
            to.WriteLine();
            Table.Write(to, results.Faults.Select(fault => (IReadOnlyList<string>)
            [
                $"  {fault.Name}", $"{fault.Effective} of {fault.Injections} effective",
                $"{fault.InForceMs / 1e3:0.0} s in force", $"{fault.Operations.Total} operations during it",
            ]));
        }

        foreach (var anomaly in results.Anomalies.Take(MostAnomalies))
        {
            to.WriteLine();
            to.WriteLine($"  {anomaly.Name}: {anomaly.Sentence}");
            WriteExplanation(to, anomaly);
        }

        WriteUndecided(to, results.Checkers.SelectMany(checker => checker.Undecided));
        if (results.Anomalies.Count > MostAnomalies) to.WriteLine($"  ... and {results.Anomalies.Count - MostAnomalies} more.");
        WriteFigures(to, results);
    }

    private static void WriteExplanation(TextWriter to, AnomalySummary anomaly)
    {
        if (anomaly.Explanation is not { } explanation) return;
        to.WriteLine();
        foreach (var line in explanation.Table) to.WriteLine($"    {line}");
        to.WriteLine();
        foreach (var line in ExplanationText.Of(anomaly)) to.WriteLine($"    {line}");
    }

    private static void WriteUndecided(TextWriter to, IEnumerable<Undecided> all)
    {
        foreach (var item in all.Take(MostAnomalies))
        {
            to.WriteLine();
            to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {item.Key ?? "the object"}: {item.Reached:N0} of {item.Completions:N0} completions passed; {item.Hard}."));
            to.WriteLine($"    It would help: {item.Help}.");
        }
    }

    private static void WriteFigures(TextWriter to, RunResults results)
    {
        var counts = results.Operations;
        to.WriteLine();
        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {counts.Total} operations: {counts.Ok} ok, {counts.Fail} fail, {counts.Info} info; ")
            + $"{results.Metrics.DuringFaults.Ok} ok during faults; {results.Metrics.ChangesInWords()}.");
        foreach (var note in results.Notes) to.WriteLine($"  Note: {note}");
        if (results.Run is { } run) to.WriteLine($"  Again:  {run.Command}");
        if (results.Directory is { } directory)
            to.WriteLine($"  Report: {Path.Combine(directory, "report.html")}");
    }

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
