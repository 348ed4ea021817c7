namespace Chaos.Reports;

/// <summary>How a page says what became of a cell: sign, words and style, so that colour is never alone.</summary>
internal static class CellWords
{
    /// <summary>The sign.</summary>
    public static string Sign(CellStatus status) => status switch
    {
        CellStatus.AsExpected => "✓",
        CellStatus.Unexpected => "✗",
        CellStatus.HarnessFailure => "!",
        CellStatus.NotRun => "–",
        _ => "?",
    };

    /// <summary>The words.</summary>
    public static string Words(CellStatus status) => status switch
    {
        CellStatus.AsExpected => "as expected",
        CellStatus.Unexpected => "unexpected",
        CellStatus.HarnessFailure => "harness failure",
        CellStatus.NotRun => "not run",
        _ => "unknown",
    };

    /// <summary>The class of style.</summary>
    public static string Style(CellStatus status) => Words(status).Replace(' ', '-');

    /// <summary>The change against the earlier night; null where there is nothing to say.</summary>
    public static string? Change(CellResults cell) => cell switch
    {
        { Change: CellChange.NewFailure } => "new failure",
        { Change: CellChange.StillFailing, Status: CellStatus.Unexpected } => "still failing",
        { Change: CellChange.StillFailing } => "still failing: not shown to be fixed",
        { Change: CellChange.Fixed } => "fixed",
        { Change: CellChange.Unchanged, StatusBefore: null } => "not in the earlier night",
        { Change: CellChange.Unchanged, StatusBefore: { } before } when before != cell.Status => $"unchanged; was {Words(before)}",
        { Change: CellChange.Unchanged } => "unchanged",
        _ => null,
    };

    /// <summary>The id of the cell's row.</summary>
    public static string IdOf(int index) => $"cell-{index + 1}";
}
