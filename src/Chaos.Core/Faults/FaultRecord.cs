namespace Chaos;

/// <summary>One resolved injection of a fault, from its beginning to its heal: a line of <c>schedule.jsonl</c>.</summary>
public sealed record FaultRecord
{
    /// <summary>Unique in the run: <c>partition-3</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The nemesis family: <c>partition</c>.</summary>
    public required string Nemesis { get; init; }

    /// <summary>The variant: <c>isolated-leader</c>, <c>kill</c>, <c>pause</c>.</summary>
    public required string Shape { get; init; }

    /// <summary>The nodes it was aimed at.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Further resolved parameters, as text (the cut directions, the role of the target, ...).</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>For a partition the directions that were cut.</summary>
    public IReadOnlyList<Link> Cuts { get; init; } = [];

    /// <summary>The nodes that it kept from running.</summary>
    public IReadOnlyList<string> Down { get; init => field = value ?? []; } = []; // older files do not have it

    /// <summary>The nodes whose storage it may have broken: they count as faulty for the rest of the run.</summary>
    public IReadOnlyList<string> Damaged { get; init => field = value ?? []; } = [];

    /// <summary>Who led when it was drawn, by the running samples; null where nobody was seen to lead.</summary>
    public string? Leader { get; init; }

    /// <summary>In a replay the id of the stored fault that this one repeats.</summary>
    public string? Replays { get; init; }

    /// <summary>When it was asked for, run clock, ns.</summary>
    public required long AskedNs { get; init; }

    /// <summary>When it was drawn, after any wait for a leader, run clock, ns; null where nothing was drawn, and in older files.</summary>
    public long? DrawnNs { get; init; }

    /// <summary>From when on it was certainly in force, run clock, ns; null where it never was.</summary>
    public long? FromNs { get; init; }

    /// <summary>Until when it was certainly in force, run clock, ns; null while it is.</summary>
    public long? ToNs { get; init; }

    /// <summary>How the injection ended.</summary>
    public required FaultOutcome Outcome { get; init; }

    /// <summary>Why it was skipped or is indeterminate.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the measurements prove that it had its effect; null while it was not measured.</summary>
    public bool? Effective { get; init; }

    /// <summary>What was measured, in a sentence.</summary>
    public string? Effect { get; init; }
}
