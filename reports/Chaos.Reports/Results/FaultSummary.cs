using Nothing = System.Collections.ObjectModel.ReadOnlyDictionary<string, int>;

namespace Chaos.Reports;

/// <summary>What became of one nemesis in a run: the row of the did-the-faults-bite table.</summary>
public sealed record FaultSummary
{
    /// <summary>The nemesis.</summary>
    public required string Name { get; init; }

    /// <summary>Injections that were tried (skipped ones are not).</summary>
    public required int Injections { get; init; }

    /// <summary>Injections that measurements prove to have had their effect.</summary>
    public required int Effective { get; init; }

    /// <summary>Injections that were not tried.</summary>
    public int Skipped { get; init; }

    /// <summary>Injections of which nobody knows whether they were in force.</summary>
    public int Indeterminate { get; init; }

    /// <summary>Time in which at least one of its injections was in force, ms.</summary>
    public double InForceMs { get; init; }

    /// <summary>Client operations that were under way at some moment while one of its injections was in force.</summary>
    public OperationCounts Operations { get; init => field = value ?? OperationCounts.None; } = OperationCounts.None;

    /// <summary>Injections by shape.</summary>
    public IReadOnlyDictionary<string, int> Shapes { get; init => field = value ?? Nothing.Empty; } = Nothing.Empty;

    /// <summary>The promise it breaks; a storage fault is outside the systems' stated model.</summary>
    public BrokenPromise Breaks { get; init; }

    /// <summary>The colour of its lane, a CSS hexadecimal colour.</summary>
    public string Color { get; init => field = value ?? "#888888"; } = "#888888";
}
