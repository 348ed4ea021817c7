using Chaos.Nemeses;

namespace Chaos.Campaigns;

/// <summary>
/// A named script of faults by role, its load, and what is expected of the history and of what was observed: the same on every backend and
/// for every system that has the faults. In its faults <see cref="ScenarioFaults.Leader"/> stands for who leads when the fault begins.
/// </summary>
public sealed record Scenario
{
    /// <summary>Its name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>What happens, in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Voting nodes at the beginning. Default 5.</summary>
    public int Nodes { get; init; } = 5;

    /// <summary>The nemeses whose faults it is made of, as on the command line.</summary>
    public required string Nemeses { get; init; }

    /// <summary>The faults: when each begins and ends, from the beginning of the main phase.</summary>
    public required IReadOnlyList<StoredFault> Faults { get; init; }

    /// <summary>What is expected.</summary>
    public required IReadOnlyList<Expectation> Expectations { get; init; }

    /// <summary>Length of the main phase.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>Whether it takes the quorum away.</summary>
    public bool BeyondQuorum { get; init; }

    /// <summary>A request to run it: nodes, time and faults are the scenario's, load and options the user's.</summary>
    /// <exception cref="UsageException">The request names faults of its own.</exception>
    public RunRequest ApplyTo(RunRequest request) => request.Nemeses is { Length: > 0 } named && named != Nemeses
        ? throw new UsageException($"--scenario {Name} has faults of its own, and --nemesis {named} was given too. Leave one of them out.")
        : request with { Nodes = Nodes, Nemeses = Nemeses, TimeLimit = TimeLimit, BeyondQuorum = BeyondQuorum };
}
