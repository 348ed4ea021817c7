namespace Chaos;

/// <summary>What a system says about an invariant.</summary>
public enum ClaimStanding : byte
{
    /// <summary>It promises it.</summary>
    Holds,

    /// <summary>It does not promise it: a violation is not a defect.</summary>
    NotClaimed,

    /// <summary>It promises it, and a public source says otherwise.</summary>
    Disputed,
}
