namespace Chaos.Reports;

/// <summary>What became of a cell of a suite.</summary>
public enum CellStatus : byte
{
    /// <summary>It met its expectation.</summary>
    AsExpected,

    /// <summary>It has a verdict, and that is not the expected one: this fails the suite.</summary>
    Unexpected,

    /// <summary>Nobody knows: a verdict is unknown, or less was tested than the cell asks for.</summary>
    Unknown,

    /// <summary>The harness failed (engine, image, disk, a bug in Chaos); nothing is said about the system.</summary>
    HarnessFailure,

    /// <summary>It was not begun, or not ended: the night's budget was used up, or the suite was stopped.</summary>
    NotRun,
}
