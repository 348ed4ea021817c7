namespace Chaos.Campaigns;

/// <summary>What a suite is bounded by.</summary>
internal static class SuiteLimits
{
    /// <summary>The least runs of a sibling.</summary>
    public const int SiblingRuns = 3;

    /// <summary>The most cells of a suite.</summary>
    public const int Cells = 5_000;

    /// <summary>The most attempts at a run whose infrastructure fails.</summary>
    public const int Attempts = 10;

    /// <summary>The most cells beside each other.</summary>
    public const int Jobs = 16;

    /// <summary>What a run may take besides its time limit: image builds, healing, final reads, the check, the report.</summary>
    public static readonly TimeSpan AroundRun = TimeSpan.FromMinutes(12);
}
