namespace Chaos.Reports;

/// <summary>
/// <c>results.json</c> of a proof, and what <c>chaos prove no-split-brain --json</c> prints: the claim, what would refute it, and the
/// evidence for each shape of a cut.
/// </summary>
public sealed record ProofResults
{
    /// <summary>The schema that this version writes.</summary>
    public const string CurrentSchema = "chaos.proof-results/1";

    /// <summary>The schema of this file.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>What became of the claim.</summary>
    public required ProofClaim Claim { get; init; }

    /// <summary>The exit code of the command.</summary>
    public required int ExitCode { get; init; }

    /// <summary>The outcome in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The claim in precise words.</summary>
    public required string Statement { get; init; }

    /// <summary>What would refute it.</summary>
    public required IReadOnlyList<string> WouldRefute { get; init; }

    /// <summary>What looks like a split-brain and is none.</summary>
    public required string Legal { get; init; }

    /// <summary>What refutes it; empty where nothing does.</summary>
    public required IReadOnlyList<ProofFinding> Refutations { get; init; }

    /// <summary>Why it is not known to be true, a sentence each; empty where it is proven.</summary>
    public required IReadOnlyList<string> Doubts { get; init; }

    /// <summary>The system.</summary>
    public required string System { get; init; }

    /// <summary>The version that its servers report; null where none answered.</summary>
    public string? SystemVersion { get; init; }

    /// <summary>The nodes that were asked for.</summary>
    public required int Nodes { get; init; }

    /// <summary>The backend.</summary>
    public required string Backend { get; init; }

    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>The system's options, as given.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>The seed of the first run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The election timeout, ms.</summary>
    public required double ElectionTimeoutMs { get; init; }

    /// <summary>Whether the system tells its election timeout; else one was assumed.</summary>
    public required bool ElectionTimeoutIsKnown { get; init; }

    /// <summary>The shapes, in the order of the page.</summary>
    public required IReadOnlyList<ProofShapeResults> Shapes { get; init; }

    /// <summary>The runs, in the order in which they were made.</summary>
    public required IReadOnlyList<ProofRun> Runs { get; init; }

    /// <summary>The command that makes it again.</summary>
    public required string Command { get; init; }

    /// <summary>The folder of the proof.</summary>
    public string? Directory { get; init; }
}
