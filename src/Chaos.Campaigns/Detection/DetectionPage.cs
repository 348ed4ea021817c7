using System.Globalization;
using System.Text;

namespace Chaos.Campaigns;

/// <summary>The detection table as a page in Markdown.</summary>
public static class DetectionPage
{
    /// <summary>Writes it.</summary>
    /// <param name="rows">The lines.</param>
    /// <param name="command">The command that measured them.</param>
    public static string Of(IReadOnlyList<DetectionRow> rows, string command)
    {
        var page = new StringBuilder();
        page.Append("# Detection\n\nHow long Chaos takes to find each [seeded bug](concepts/seeded-bug.md) in [simulation](concepts/simulation.md). ")
            .Append("A run is 60 simulated seconds with five nodes,\nten clients and 500 operations a second, and stops at its first violation. ")
            .Append("Each search goes on with other seeds until a run shows one. Sections\nare those of Ongaro and Ousterhout 2014 (\"paper\"), ")
            .Append("of Ongaro's thesis 2014, and of Lamport 2001 where Paxos is meant.\n\n")
            .Append(CultureInfo.InvariantCulture, $"{rows.Count(row => row.Found == row.Searches.Count)} of {rows.Count} bugs were found in every search; ")
            .Append(CultureInfo.InvariantCulture, $"the median is at most 100 runs for {rows.Count(row => row.MedianRuns <= 100 && row.Found > 0)} of them. ")
            .Append(CultureInfo.InvariantCulture, $"Printed by\n`{command}`.\n\n")
            .Append("| bug | the rule it breaks | faults, load and options | shown as | simulated time until found, median | runs, median (most) | found |\n")
            .Append("|---|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{row.Bug.Name}` ({row.Bug.System}) | {row.Bug.Rule} | {Conditions(row.Hunt)} ")
                .Append(CultureInfo.InvariantCulture, $"| {string.Join(", ", row.Anomalies)} | {row.MedianSimulatedNs / 1e9:N0} s ")
                .Append(CultureInfo.InvariantCulture, $"| {row.MedianRuns:N0} ({row.MostRuns:N0}) | {row.Found} of {row.Searches.Count} |\n");
        }

        return page.ToString();
    }

    private static string Conditions(BugHunt hunt)
    {
        var parts = new List<string> { $"`{hunt.Nemeses}`" };
        if (hunt.BeyondQuorum) parts.Add("beyond the quorum");
        if (hunt.Workload is { } workload) parts.Add($"`{workload}`");
        if (hunt.Keys != 4) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{hunt.Keys:N0} keys"));
        if (hunt.OperationDeadline < TimeSpan.FromSeconds(2)) parts.Add($"op-timeout {Durations.Format(hunt.OperationDeadline)}");
        if (hunt.Options.Count > 0) parts.Add($"`{string.Join(' ', hunt.Options.Select(option => $"{option.Key}={option.Value}"))}`");
        return string.Join("; ", parts);
    }
}
