namespace Chaos.Reports;

/// <summary>What became of a claim.</summary>
public enum ProofClaim : byte
{
    /// <summary>Every shape that applies was shown as often as it must be, and nothing spoke against the claim.</summary>
    Proven,

    /// <summary>There is too little evidence, or a run has no verdict.</summary>
    Unknown,

    /// <summary>Something was seen that refutes it.</summary>
    Refuted,
}
