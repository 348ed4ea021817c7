namespace Chaos;

/// <summary>The three families of verdicts (design section 4).</summary>
public enum VerdictFamily : byte
{
    /// <summary>Does the system keep its guarantee? Can be invalid.</summary>
    Safety,

    /// <summary>Was it tested: did the faults bite, did operations succeed? Valid or unknown.</summary>
    Coverage,

    /// <summary>Was it healthy again in time? Valid or unknown.</summary>
    Recovery,
}
