namespace Chaos;

/// <summary>The first line of <c>history.jsonl</c>: whose history this is, and what its times mean.</summary>
public sealed record HistoryHeader
{
    /// <summary>The schema that this version writes and reads.</summary>
    public const string CurrentSchema = "chaos-history/1";

    /// <summary>The run's id; a constant in simulation, where nothing of the host may be in the file.</summary>
    public required string RunId { get; init; }

    /// <summary>The wall clock (UTC) when the run clock was 0; all times of the history are ns of the run clock.</summary>
    public required DateTimeOffset WallAtStart { get; init; }

    /// <summary>The workload, where known.</summary>
    public string? Workload { get; init; }

    /// <summary>The model that judges the history, where known; <c>chaos check FILE</c> takes it when none is asked for.</summary>
    public string? Model { get; init; }
}
