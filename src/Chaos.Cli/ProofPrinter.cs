using System.Globalization;
using Chaos.Reports;

namespace Chaos.Cli;

/// <summary>Prints a proof for people.</summary>
internal static class ProofPrinter
{
    private static readonly string[] Header = ["    shape", "nodes", "evidence", "old leader steps down", "new leader", "no write for"];

    public static void Write(TextWriter to, ProofResults results)
    {
        to.WriteLine(results.Summary);
        to.WriteLine();
        Table.Write(to, results.Shapes.Where(shape => shape.WhyNot is null).Select(RowOf).Prepend(Header));
        to.WriteLine();
        foreach (var shape in results.Shapes.Where(shape => shape.WhyNot is not null)) to.WriteLine($"  {shape.Name}: {shape.WhyNot}");
        foreach (var finding in results.Refutations) to.WriteLine($"  Refuted ({finding.Refutation.Kind}, {finding.Run}): {finding.Refutation.Sentence}");
        foreach (var doubt in results.Doubts) to.WriteLine($"  Doubt: {doubt}");
        foreach (var run in results.Runs)
        {
            to.WriteLine($"  {run.Directory}: {run.Nodes} nodes, seed {run.Seed}, {run.Operations.Total} operations, "
                + run.Verdict.ToString().ToLowerInvariant());
        }

        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  It took {results.Seconds:0} s."));
        to.WriteLine($"  Again: {results.Command}");
        if (results.Directory is { } directory) to.WriteLine($"  Page: {Path.Combine(directory, ProofIndex.Name)}");
    }

    private static IReadOnlyList<string> RowOf(ProofShapeResults shape) =>
    [
        $"    {shape.Name}", $"{shape.Nodes}", $"{shape.Met} of {shape.Needed} ({shape.Cuts.Count} tried)", Range(shape, cut => cut.SteppedDownMs),
        Range(shape, cut => cut.NewLeader?.AfterMs), Range(shape, cut => cut.NoWriteMs),
    ];

    private static string Range(ProofShapeResults shape, Func<Chaos.Checking.ProofCut, double?> of)
    {
        var values = shape.Cuts.Where(cut => cut.Met).Select(of).OfType<double>().ToArray();
        return values.Length == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{values.Min() / 1000:0.0}-{values.Max() / 1000:0.0} s");
    }
}
