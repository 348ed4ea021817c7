namespace Chaos.Reports;

/// <summary>A cell against the same cell of an earlier night.</summary>
public enum CellChange : byte
{
    /// <summary>Nothing that matters changed, or the earlier night did not have it and it does not fail.</summary>
    Unchanged,

    /// <summary>It fails now, and did not fail then.</summary>
    NewFailure,

    /// <summary>It failed then, and has not been shown to be mended: it fails now, or nobody knows.</summary>
    StillFailing,

    /// <summary>It failed then, and meets its expectation now.</summary>
    Fixed,
}
