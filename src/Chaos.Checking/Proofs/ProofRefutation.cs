namespace Chaos.Checking;

/// <summary>Something that refutes the claim.</summary>
public sealed record ProofRefutation
{
    /// <summary>Two nodes led in one term.</summary>
    public const string TwoLeaders = "two-leaders-in-a-term";

    /// <summary>Both sides of a cut acknowledged writes that cannot both survive.</summary>
    public const string BothSides = "acknowledged-on-both-sides";

    /// <summary>Which item of the claim it refutes; for what the workload's checkers found the name of the anomaly.</summary>
    public required string Kind { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The terms in which the leaders led, in their order; empty where none is known.</summary>
    public IReadOnlyList<long> Terms { get; init; } = [];

    /// <summary>The leaders; empty where none is known.</summary>
    public IReadOnlyList<string> Leaders { get; init; } = [];
}
