namespace Chaos.Reports;

/// <summary>How the harness itself came through the run, apart from what it found (design section 4).</summary>
public enum HarnessState : byte
{
    /// <summary>It did what was asked.</summary>
    Ok,

    /// <summary>Engine, image, cluster never healthy, disk full, or a requested fault that is not available.</summary>
    InfrastructureFailed,

    /// <summary>A defect in Chaos.</summary>
    Bug,

    /// <summary>The user stopped it; what was there was healed, collected and judged.</summary>
    Interrupted,
}
