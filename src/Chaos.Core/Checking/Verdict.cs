namespace Chaos;

/// <summary>A verdict on one question.</summary>
public enum Verdict : byte
{
    /// <summary>It holds, and something was tested.</summary>
    Valid,

    /// <summary>Nobody knows: out of budget, nothing to check, or the checker failed.</summary>
    Unknown,

    /// <summary>It is violated, with evidence.</summary>
    Invalid,
}
