namespace Chaos.Reports;

/// <summary>
/// <c>results.json</c> of a suite, and what <c>chaos suite --json</c> prints. The schema is
/// <c>docs/reference/suite-results.schema.json</c>; <see cref="Schema"/> changes when a reader of the former one would misread it.
/// </summary>
public sealed record SuiteResults
{
    /// <summary>The schema that this version writes.</summary>
    public const string CurrentSchema = "chaos.suite-results/1";

    /// <summary>The schema of this file.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The suite's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The night in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>0: every cell met its expectation; 1: one did not; 2: one is unknown; 3: only infrastructure kept one from a verdict.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Whether every cell was run to its end or left out by the budget; false while the night goes on and where it was stopped.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>When it began (UTC); a resumed night keeps its first beginning.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The time that its runs took together, ms.</summary>
    public double DurationMs { get; init; }

    /// <summary>Cells that met their expectation.</summary>
    public int AsExpected { get; init; }

    /// <summary>Cells that did not.</summary>
    public int Unexpected { get; init; }

    /// <summary>Cells that are unknown.</summary>
    public int Unknown { get; init; }

    /// <summary>Cells that the harness kept from a verdict.</summary>
    public int HarnessFailures { get; init; }

    /// <summary>Cells that were not run, or not to their end.</summary>
    public int NotRun { get; init; }

    /// <summary>The folder of the suite.</summary>
    public string? Directory { get; init; }

    /// <summary>The cells, in the order of the suite file.</summary>
    public required IReadOnlyList<CellResults> Cells { get; init; }

    /// <summary>The tables that are written about the night beside its summary, by name.</summary>
    public IReadOnlyList<string> Tables { get; init => field = value ?? []; } = [];

    /// <summary>Against the earlier night; null where none was named.</summary>
    public SuiteComparison? Since { get; init; }

    /// <summary>Remarks for the reader.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Versions of what took part: <c>chaos</c>, <c>commit</c>.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();
}
