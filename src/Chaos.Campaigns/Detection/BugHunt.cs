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

    /// <summary>After this an operation that has not ended is recorded as info. Default 2 s.</summary>
    public TimeSpan OperationDeadline { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether faults may take the quorum away. Default: no.</summary>
    public bool BeyondQuorum { get; init; }

    /// <summary>A request under these conditions, which ends at the first violation.</summary>
    /// <param name="request">The request: its system, its options, its seed; its backend must be the simulator's.</param>
    public RunRequest ApplyTo(RunRequest request)
    {
        var options = new Dictionary<string, string>(Options);
        foreach (var (name, value) in request.Options) options[name] = value;
        return request with
        {
            Nemeses = Nemeses,
            Workload = Workload,
            Nodes = Nodes,
            RatePerSecond = RatePerSecond,
            Concurrency = Concurrency,
            Keys = Keys,
            OperationDeadline = OperationDeadline,
            BeyondQuorum = BeyondQuorum,
            StopOnViolation = true,
            Options = options,
        };
    }

    /// <summary>These conditions as a simulated run with a bug.</summary>
    public RunRequest Of(string system, string bug, ulong seed) => ApplyTo(new()
    {
        System = system,
        Seed = seed,
        Backend = SimulationBackend.BackendName,
        Options = new Dictionary<string, string> { [BugHunts.OptionName] = bug },
    });
}
