namespace Chaos.Checking;

/// <summary>One cut of a proof: what was measured, what each side did, and whether it counts as evidence.</summary>
public sealed record ProofCut
{
    /// <summary>The fault of the run: <c>partition-3</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The shape, by its name in <see cref="SplitShapes"/>.</summary>
    public required string Shape { get; init; }

    /// <summary>The folder of its run, relative to that of the proof.</summary>
    public string Run { get; init; } = "";

    /// <summary>Whether it counts as evidence.</summary>
    public required bool Met { get; init; }

    /// <summary>Why it counts, or why not, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Who led when it was made.</summary>
    public string? Leader { get; init; }

    /// <summary>From when it was in force, run clock, ms.</summary>
    public double FromMs { get; init; }

    /// <summary>Until when, run clock, ms.</summary>
    public double ToMs { get; init; }

    /// <summary>The stretches in which it was certainly in force, [from, to], run clock, ms: one, unless it comes and goes.</summary>
    public IReadOnlyList<IReadOnlyList<double>> WindowsMs { get; init; } = [];

    /// <summary>The directions in which nothing arrived while it was in force, as <c>FROM&gt;TO</c>; all others worked.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>The components of the measured graph.</summary>
    public IReadOnlyList<ProofComponent> Components { get; init; } = [];

    /// <summary>Whom each node could talk with.</summary>
    public IReadOnlyList<ProofReach> Reach { get; init; } = [];

    /// <summary>The sides: the components, or where there is one only, those that could talk with the leader and those that could not.</summary>
    public IReadOnlyList<ProofSide> Sides { get; init; } = [];

    /// <summary>The nodes over time, from a little before it to a little after.</summary>
    public IReadOnlyList<ProofLane> Lanes { get; init; } = [];

    /// <summary>From when it was in force to when the old leader was first seen not to lead, ms; null where it led on.</summary>
    public double? SteppedDownMs { get; init; }

    /// <summary>The first other node that was seen to lead while it was in force; null where none was.</summary>
    public ProofLeader? NewLeader { get; init; }

    /// <summary>The longest time in which no node acknowledged a write while it was in force, ms.</summary>
    public double? NoWriteMs { get; init; }

    /// <summary>What happened after healing, in a sentence.</summary>
    public string? AfterHealing { get; init; }

    /// <summary>What it shows against the claim; null for nothing.</summary>
    public ProofRefutation? Refutation { get; init; }
}
