namespace Chaos.Checking;

/// <summary>One side of a cut.</summary>
public sealed record ProofSide
{
    /// <summary>Its nodes.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Whether they hold a majority of the voters.</summary>
    public required bool HasQuorum { get; init; }

    /// <summary>Who said that it led there, with the term, where known.</summary>
    public required IReadOnlyList<string> Leaders { get; init; }

    /// <summary>Its writes.</summary>
    public required ProofTally Writes { get; init; }

    /// <summary>Its reads.</summary>
    public required ProofTally Reads { get; init; }
}
