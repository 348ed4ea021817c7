namespace Chaos.Campaigns;

/// <summary>The conditions that bring a seeded bug out: what a run with that bug takes where the user asks for nothing else.</summary>
public sealed record BugHunt
{
    /// <summary>The nemeses, as on the command line.</summary>
    public required string Nemeses { get; init; }

    /// <summary>The workload, with parameters; null for the system's own.</summary>
    public string? Workload { get; init; }

    /// <summary>Options of the system besides the bug itself.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Nodes. Default 5.</summary>
    public int Nodes { get; init; } = 5;

    /// <summary>Operations a second. Default 500.</summary>
    public double RatePerSecond { get; init; } = 500;

    /// <summary>Clients. Default 10.</summary>
    public string Concurrency { get; init; } = "10";

    /// <summary>Keys in use at the same time. Default 4.</summary>
    public int Keys { get; init; } = 4;

    /// <summary>Whether faults may take the quorum away. Default: no.</summary>
    public bool BeyondQuorum { get; init; }

    /// <summary>These conditions as a request, which ends at the first violation.</summary>
    public RunRequest Of(string system, string bug, ulong seed) => new()
    {
        System = system,
        Seed = seed,
        Nemeses = Nemeses,
        Workload = Workload,
        Backend = SimulationBackend.BackendName,
        Nodes = Nodes,
        RatePerSecond = RatePerSecond,
        Concurrency = Concurrency,
        Keys = Keys,
        BeyondQuorum = BeyondQuorum,
        StopOnViolation = true,
        Options = new Dictionary<string, string>(Options) { [BugHunts.OptionName] = bug },
    };
}
