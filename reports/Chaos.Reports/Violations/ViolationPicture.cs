namespace Chaos.Reports;

/// <summary>
/// A violation as a drawing: a row for each process, a bar for each operation. The order of all beginnings and ends is exact;
/// distances are stretched so that labels fit, and long ones are cut where a break is marked.
/// </summary>
public sealed record ViolationPicture
{
    /// <summary>The rows: process and node.</summary>
    public required IReadOnlyList<(int Process, string? Node)> Rows { get; init; }

    /// <summary>The bars.</summary>
    public required IReadOnlyList<DrawnCall> Calls { get; init; }

    /// <summary>Where the axis is cut, and by how much time.</summary>
    public required IReadOnlyList<(double X, long Ns)> Breaks { get; init; }

    /// <summary>Beginnings and ends of the operations that contradict each other.</summary>
    public required IReadOnlyList<(double X, long Ns)> Ticks { get; init; }

    /// <summary>The right edge of the axis.</summary>
    public required double Width { get; init; }

    /// <summary>Operations that take part in the contradiction and are not drawn: the earliest ones of a long one.</summary>
    public int NotDrawn { get; init; }

    /// <summary>Operations on the same key at the same time that are not drawn.</summary>
    public required int LeftOut { get; init; }
}
