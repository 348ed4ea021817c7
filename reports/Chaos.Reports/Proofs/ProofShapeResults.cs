using Chaos.Checking;

namespace Chaos.Reports;

/// <summary>The evidence on one shape.</summary>
public sealed record ProofShapeResults
{
    /// <summary>The shape.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    /// <summary>What a cut must have brought about to count.</summary>
    public required string Predicate { get; init; }

    /// <summary>How many nodes the cluster had.</summary>
    public required int Nodes { get; init; }

    /// <summary>Why the system cannot have it, in a sentence; null where it can.</summary>
    public string? WhyNot { get; init; }

    /// <summary>How many cuts must count.</summary>
    public int Needed { get; init; } = ProofShape.Needed;

    /// <summary>How many cuts counted.</summary>
    public int Met => Cuts.Count(cut => cut.Met);

    /// <summary>Whether there is enough evidence, or none is needed.</summary>
    public bool IsEnough => WhyNot is not null || Met >= Needed;

    /// <summary>All cuts that were in force, in order of time.</summary>
    public IReadOnlyList<ProofCut> Cuts { get; init; } = [];
}
