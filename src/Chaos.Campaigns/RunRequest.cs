using Chaos.Nemeses;

namespace Chaos.Campaigns;

/// <summary>What a user asks of one run, by name. Everything else is resolved from it, and a wrong name is found there.</summary>
public sealed record RunRequest
{
    /// <summary>The system's name.</summary>
    public required string System { get; init; }

    /// <summary>The workload, with parameters after its name (<c>register:ops-per-key=100</c>); null for the system's default.</summary>
    public string? Workload { get; init; }

    /// <summary>The nemeses as on the command line: <c>partition,kill:target=leader</c>; empty or <c>none</c> for none.</summary>
    public string Nemeses { get; init; } = "";

    /// <summary>Nodes of the system's first group. Default 3; 1 to 9.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>
    /// The backend: <c>docker</c> or <c>simulation</c>. Default <c>auto</c>: docker, and for our own systems simulation where no engine
    /// answers; a run that has begun names the one it got.
    /// </summary>
    public string Backend { get; init; } = BackendChoice.Auto;

    /// <summary>How long the main phase lasts. Default 60 s.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Operations a second, as intended starts. Default 200; 0 is a closed loop.</summary>
    public double RatePerSecond { get; init; } = 200;

    /// <summary>Client threads: a number, or a multiple of the nodes such as <c>2n</c>, the default.</summary>
    public string Concurrency { get; init; } = "2n";

    /// <summary>Keys in use at the same time. Default 4.</summary>
    public int Keys { get; init; } = 4;

    /// <summary>After this an operation that has not ended is recorded as info. Default 2 s.</summary>
    public TimeSpan OperationDeadline { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the cluster may take to be healthy after the final heal. Default 30 s.</summary>
    public TimeSpan RecoveryLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The seed of all randomness.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The system's options.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The scenario to run, which has its own faults; null for none.</summary>
    public string? Scenario { get; init; }

    /// <summary>The seeded bug whose hunt gave what the user did not name; null where none did.</summary>
    public string? Hunt { get; init; }

    /// <summary>Lets faults take the quorum away.</summary>
    public bool BeyondQuorum { get; init; }

    /// <summary>Ends the run at the first violation that shows while it goes on. Default: it goes on to its end.</summary>
    public bool StopOnViolation { get; init; }

    /// <summary>The directory of the run; null for a new one below <c>chaos-runs</c>.</summary>
    public string? OutDirectory { get; init; }

    /// <summary>The cuts of a proof, which then stand for the draws of the nemesis partition; null for any other run.</summary>
    public ProofScript? Proof { get; init; }

    /// <summary>The client threads that <see cref="Concurrency"/> means.</summary>
    /// <exception cref="UsageException">It is neither a positive number nor a multiple such as <c>2n</c>, or above 1,000.</exception>
    public int ConcurrencyOn(int nodes)
    {
        var text = Concurrency.Trim();
        var perNode = text.EndsWith('n');
        if (int.TryParse(perNode ? text[..^1] : text, out var number) && number is > 0 and <= 1_000)
            return perNode ? Math.Min(number * nodes, 1_000) : number;
        throw new UsageException(
            $"--concurrency '{Concurrency}': expected a number from 1 to 1000, or a multiple of the nodes such as 2n.");
    }
}
