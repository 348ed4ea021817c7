namespace Chaos;

/// <summary>How an injection ended.</summary>
public enum FaultOutcome : byte
{
    /// <summary>It was in force.</summary>
    Installed,

    /// <summary>It was not tried, for the reason given.</summary>
    Skipped,

    /// <summary>It was tried, and nobody knows whether it was in force.</summary>
    Indeterminate,
}
