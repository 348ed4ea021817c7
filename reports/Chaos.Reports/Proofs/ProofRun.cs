namespace Chaos.Reports;

/// <summary>One run of a proof.</summary>
public sealed record ProofRun
{
    /// <summary>Its folder, relative to that of the proof.</summary>
    public required string Directory { get; init; }

    /// <summary>How many nodes it had.</summary>
    public required int Nodes { get; init; }

    /// <summary>Its seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How the harness came through.</summary>
    public required HarnessState Harness { get; init; }

    /// <summary>Its verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The verdict on safety alone.</summary>
    public required Verdict Safety { get; init; }

    /// <summary>The verdict on recovery: was it healthy after the last heal, and did the final operations succeed?</summary>
    public required Verdict Recovery { get; init; }

    /// <summary>Its verdict in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>How many operations there were.</summary>
    public OperationCounts Operations { get; init; } = OperationCounts.None;

    /// <summary>How long the load lasted, seconds.</summary>
    public double LoadSeconds { get; init; }

    /// <summary>Whether it has a report.</summary>
    public bool HasReport { get; init; }
}
