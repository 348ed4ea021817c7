namespace Chaos.Reports;

/// <summary>A night against an earlier one.</summary>
public sealed record SuiteComparison
{
    /// <summary>The folder of the earlier night, as it was named.</summary>
    public required string Directory { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The keys of the cells that fail now and did not then.</summary>
    public required IReadOnlyList<string> NewFailures { get; init; }

    /// <summary>The keys of the cells that failed then and are not shown to be mended.</summary>
    public required IReadOnlyList<string> StillFailing { get; init; }

    /// <summary>The keys of the cells that failed then and meet their expectation now.</summary>
    public required IReadOnlyList<string> Fixed { get; init; }

    /// <summary>The keys of the cells of the earlier night that this one does not have.</summary>
    public required IReadOnlyList<string> Gone { get; init; }

    /// <summary>Marks every cell with its change, and sums the changes up.</summary>
    /// <param name="now">This night.</param>
    /// <param name="before">The earlier one.</param>
    /// <param name="directory">The earlier one's folder.</param>
    public static SuiteResults Mark(SuiteResults now, SuiteResults before, string directory)
    {
        var earlier = before.Cells.ToDictionary(cell => cell.Key, StringComparer.Ordinal);
        var cells = now.Cells.Select(cell => Marked(cell, earlier.GetValueOrDefault(cell.Key))).ToArray();
        return now with
        {
            Cells = cells,
            Since = new()
            {
                Directory = directory,
                StartedAt = before.StartedAt,
                NewFailures = KeysOf(CellChange.NewFailure),
                StillFailing = KeysOf(CellChange.StillFailing),
                Fixed = KeysOf(CellChange.Fixed),
                Gone = earlier.Keys.Except(cells.Select(cell => cell.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray(),
            },
        };

        string[] KeysOf(CellChange change) => cells.Where(cell => cell.Change == change).Select(cell => cell.Key).ToArray();
    }

    private static CellResults Marked(CellResults cell, CellResults? before) =>
        cell with { Change = ChangeOf(cell.Status, before), StatusBefore = before?.Status };

    // A failure ends when it is shown to be mended, not when a night knows nothing of it.
    private static CellChange ChangeOf(CellStatus now, CellResults? before)
    {
        var failedBefore = before is { Status: CellStatus.Unexpected } or { Change: CellChange.StillFailing };
        return (now, failedBefore) switch
        {
            (CellStatus.Unexpected, false) => CellChange.NewFailure,
            (CellStatus.AsExpected, true) => CellChange.Fixed,
            (_, true) => CellChange.StillFailing,
            _ => CellChange.Unchanged,
        };
    }
}
