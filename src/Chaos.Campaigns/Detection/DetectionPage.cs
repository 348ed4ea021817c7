using System.Globalization;
using System.Text;

namespace Chaos.Campaigns;

/// <summary>The detection table as a page in Markdown.</summary>
public static class DetectionPage
{
    /// <summary>Writes it.</summary>
    /// <param name="rows">The lines.</param>
    /// <param name="command">The command that measured them.</param>
    /// <param name="facts">When and with what they were measured, in a sentence.</param>
    public static string Of(IReadOnlyList<DetectionRow> rows, string command, string facts)
    {
        var page = new StringBuilder();
        page.Append("# Detection\n\nHow long Chaos takes to find each [seeded bug](concepts/seeded-bug.md) in [simulation](concepts/simulation.md). ")
            .Append("A run is 60 simulated seconds with five nodes,\nten clients and 500 operations a second where nothing else is said, and stops at its ")
            .Append("first violation. Each search goes on with other seeds until\na run shows one. Sections are those of Ongaro and Ousterhout 2014 ")
            .Append("(\"paper\"), of Ongaro's thesis 2014, and of Lamport 2001 (\"simple\").\n\n")
            .Append(CultureInfo.InvariantCulture, $"{rows.Count(row => row.Found == row.Searches.Count)} of {rows.Count} bugs were found in every search; ")
            .Append(CultureInfo.InvariantCulture, $"the median is at most 100 runs for {rows.Count(row => row.MedianRuns <= 100 && row.Found > 0)} of them,\n")
            .Append(CultureInfo.InvariantCulture, $"and one run for {rows.Count(row => row.MedianRuns == 1)}. {facts}\nPrinted by `{command}`.\n\n")
            .Append("The faults, load and options of each bug are its hunt ([decision 0027](decisions/0027-hunts.md)): what\n")
            .Append("`./chaos run raft|paxos --on simulation --opt bug=NAME --runs 1000` takes where no nemesis is named.\n\n")
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
        if (hunt.Nodes != 5) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{hunt.Nodes} nodes"));
        if (hunt.Concurrency != "10") parts.Add($"{hunt.Concurrency} clients");
        if (hunt.Keys != 4) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{hunt.Keys:N0} keys"));
        if (hunt.OperationDeadline < TimeSpan.FromSeconds(2)) parts.Add($"op-timeout {Durations.Format(hunt.OperationDeadline)}");
        if (hunt.Options.Count > 0) parts.Add($"`{string.Join(' ', hunt.Options.Select(option => $"{option.Key}={option.Value}"))}`");
        return string.Join("; ", parts);
    }
}
