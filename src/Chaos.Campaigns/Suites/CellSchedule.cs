namespace Chaos.Campaigns;

/// <summary>
/// Which cells run beside each other: up to so many at a time, begun in the order of the file. A sibling comes after its control, whose runs
/// it must match; a cell that is to be alone waits until the others have ended, and the next one waits for it.
/// </summary>
/// <param name="cells">The cells, each control before its sibling.</param>
/// <param name="jobs">The most at a time.</param>
internal sealed class CellSchedule(IReadOnlyList<SuiteCell> cells, int jobs)
{
    /// <summary>Runs them all. What one throws is thrown when those beside it have ended; none is begun after it.</summary>
    /// <param name="run">Runs a cell, by its place.</param>
    public async Task RunAsync(Func<int, Task> run)
    {
        var running = new List<Task>();
        try
        {
            foreach (var unit in Units())
            {
                var isAlone = unit.Any(place => cells[place].IsAlone);
                while (running.Count >= (isAlone ? 1 : jobs)) await OneAsync(running);
                running.Add(InTurnAsync(unit, run));
                if (isAlone) await OneAsync(running);
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private static async Task OneAsync(List<Task> running)
    {
        var ended = await Task.WhenAny(running);
        running.Remove(ended);
        await ended;
    }

    private static async Task InTurnAsync(IReadOnlyList<int> unit, Func<int, Task> run)
    {
        foreach (var place in unit) await run(place);
    }

    // A control and its siblings, or a cell.
    private List<List<int>> Units()
    {
        var units = new List<List<int>>();
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].SiblingOf is { } control && cells[units[^1][0]].Key == control) units[^1].Add(i);
            else units.Add([i]);
        }

        return units;
    }
}
