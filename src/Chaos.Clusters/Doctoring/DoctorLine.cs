namespace Chaos.Clusters;

/// <summary>One thing that <c>chaos doctor</c> looked at.</summary>
/// <param name="Name">What it looked at, for instance <c>engine</c>.</param>
/// <param name="Ok">Whether it is as it should be.</param>
/// <param name="Text">What was seen.</param>
/// <param name="Mend">How to mend it; null where nothing is to be mended.</param>
public sealed record DoctorLine(string Name, bool Ok, string Text, string? Mend = null)
{
    /// <summary>
    /// Whether runs work without it: a missing optional feature takes away the faults that need it, and nothing else.
    /// </summary>
    public bool Optional { get; init; }
}
