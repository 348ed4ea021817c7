using System.Globalization;
using Chaos.Reports;

namespace Chaos.Cli;

/// <summary>Prints a sweep for people.</summary>
internal static class SweepPrinter
{
    private static readonly string[] Header =
        ["    nodes", "quorum", "p50 ms", "p99 ms", "p99.9 ms", "answered/s", "elections", "unavailable ms"];

    public static void Write(TextWriter to, SweepResults results)
    {
        to.WriteLine(results.Summary);
        foreach (var series in results.Series)
        {
            to.WriteLine();
            to.WriteLine($"  {series.Name}");
            Table.Write(to, series.Sizes.Select(RowOf).Prepend(Header));
        }

        to.WriteLine();
        foreach (var note in results.Notes) to.WriteLine($"  Note: {note}");
        to.WriteLine($"  Again: {results.Command}");
        if (results.Directory is { } directory) to.WriteLine($"  Page: {Path.Combine(directory, SweepIndex.Name)}");
    }

    private static IReadOnlyList<string> RowOf(SweepSize size) => size.WhyNone is { } why
        ? [$"    {size.Nodes}", $"{size.Majority}, may lose {size.Tolerated}", "-", "-", "-", "-", "-", why]
        :
        [
            $"    {size.Nodes}", $"{size.Majority}, may lose {size.Tolerated}", Text(size.P50Ms?.Middle), Text(size.P99Ms?.Middle),
            Text(size.P999Ms?.Middle), Text(size.AnsweredPerSecond?.Middle), Text(size.LeaderChanges), Text(size.UnavailableMs),
        ];

    private static string Text(double? value) => value is { } known ? known.ToString("0.##", CultureInfo.InvariantCulture) : "-";
}
