using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary><c>run.json</c>: the whole test as data. Written before the first operation, and again when the run has ended.</summary>
public sealed record RunDocument
{
    /// <summary>The schema that this version writes.</summary>
    public const string CurrentSchema = "chaos.run/1";

    /// <summary>The schema of this file.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The run's id, the value of the label <c>chaos.run</c>.</summary>
    public required string RunId { get; init; }

    /// <summary>What was asked for, with every default filled in.</summary>
    public required RunRequest Request { get; init; }

    /// <summary>What it ran on: versions, images, engine, host.</summary>
    public required RunFacts Facts { get; init; }

    /// <summary>The families that a mix left out, each with the reason; null where there was no mix.</summary>
    public IReadOnlyDictionary<string, string>? LeftOut { get; init; }

    /// <summary>What it repeats; null where it is no replay.</summary>
    public ReplaySource? Replay { get; init; }

    /// <summary>How it ended; null while it runs.</summary>
    public RunEnding? Ending { get; init; }
}
