using Chaos.Consensus;

namespace Chaos.Campaigns;

/// <summary>Measures for seeded bugs how many runs and how much simulated time pass until each is found under its hunt.</summary>
/// <param name="time">Measures how long the checkers take.</param>
/// <param name="progress">Told of each line when it is there.</param>
public sealed class DetectionTable(TimeProvider time, IProgress<string> progress)
{
    /// <summary>Measures one bug.</summary>
    /// <param name="bug">The bug.</param>
    /// <param name="hunt">The conditions.</param>
    /// <param name="order">How thoroughly.</param>
    /// <param name="stop">Interrupts.</param>
    public async Task<DetectionRow> MeasureAsync(SeededBugInfo bug, BugHunt hunt, DetectionOrder order, CancellationToken stop)
    {
        var first = Math.Min(order.Seeds, order.SlowSeeds);
        var row = new DetectionRow(bug, hunt, await SearchAsync(bug, hunt, order, 0, first, stop));
        if (row.MedianRuns <= order.SlowRuns)
            row = row with { Searches = [.. row.Searches, .. await SearchAsync(bug, hunt, order, first, order.Seeds - first, stop)] };
        progress.Report($"{bug.Name}: found {row.Found} of {row.Searches.Count}, median {row.MedianRuns} runs, at most {row.MostRuns}: "
            + string.Join(", ", row.Anomalies));
        return row;
    }

    private async Task<IReadOnlyList<Detection>> SearchAsync(
        SeededBugInfo bug, BugHunt hunt, DetectionOrder order, int from, int count, CancellationToken stop)
    {
        var searches = new Detection[count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = order.Workers, CancellationToken = stop },
            async (at, cancellationToken) => searches[at] = await new BugSearch(time).RunAsync(
                hunt.Of(bug.System, bug.Name, order.FirstSeed + (ulong)(from + at)), order.Runs, cancellationToken));
        return searches;
    }
}
