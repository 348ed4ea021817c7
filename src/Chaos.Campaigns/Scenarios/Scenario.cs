using Chaos.Nemeses;

namespace Chaos.Campaigns;

/// <summary>
/// A named script of faults by role, its load, and what is expected of the history and of what was observed: the same on every backend and
/// for every system that has the faults. In its faults <see cref="ScenarioFaults.Leader"/> stands for who leads when the fault begins.
/// </summary>
public sealed record Scenario
{
    /// <summary>How long a node may take to serve again after a fault ended, where its system says nothing else.</summary>
    public static readonly TimeSpan ServeWithin = TimeSpan.FromSeconds(6);

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

    /// <summary>The workload, for scenarios about a certain one; null for the system's default. The user's own counts more.</summary>
    public string? Workload { get; init; }

    /// <summary>
    /// The systems that it is for, each with the options that it sets unless the user does; empty for every system that has the faults, without
    /// options.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Systems { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Why it is for these systems only, in a sentence; null where it is for all.</summary>
    public string? WhyThese { get; init; }

    /// <summary>What it needs, in a few words.</summary>
    public string Needs => $"{Nodes} nodes, {Nemeses}" + (Workload is null ? "" : $", workload {Workload}")
        + (Systems.Count == 0 ? "" : $"; on {string.Join(", ", Systems.Select(system => system.Value.Aggregate(
            system.Key, (text, option) => $"{text} --opt {option.Key}={option.Value}")))}");

    /// <summary>Client threads, where it depends on them; null for the user's.</summary>
    public string? Concurrency { get; init; }

    /// <summary>Keys in use, where it depends on them; null for the user's.</summary>
    public int? Keys { get; init; }

    /// <summary>The deadline of an operation, where it depends on it; null for the user's.</summary>
    public TimeSpan? OperationDeadline { get; init; }

    /// <summary>Whether it is for a system, by its name.</summary>
    public bool IsFor(string system) => Systems.Count == 0 || Systems.ContainsKey(system);

    /// <summary>
    /// A request to run it: nodes, time and faults are the scenario's, load and options the user's where he named any. What has its default value
    /// counts as not named.
    /// </summary>
    /// <exception cref="UsageException">The request names faults of its own, or a system that the scenario is not for.</exception>
    public RunRequest ApplyTo(RunRequest request)
    {
        if (request.Nemeses is { Length: > 0 } named && named != Nemeses)
            throw new UsageException($"--scenario {Name} has faults of its own, and --nemesis {named} was given too. Leave one of them out.");
        if (!IsFor(request.System))
        {
            throw new UsageException(
                $"--scenario {Name} is for {string.Join(", ", Systems.Keys)}, and not for {request.System}: {WhyThese} "
                + $"Write './chaos run {Systems.Keys.First()} --scenario {Name}'.");
        }

        var defaults = new RunRequest { System = request.System, Seed = request.Seed };
        return request with
        {
            Nodes = Nodes,
            Nemeses = Nemeses,
            TimeLimit = TimeLimit,
            BeyondQuorum = BeyondQuorum,
            Workload = request.Workload ?? Workload,
            Options = OptionsOf(request),
            Concurrency = request.Concurrency == defaults.Concurrency ? Concurrency ?? request.Concurrency : request.Concurrency,
            Keys = request.Keys == defaults.Keys ? Keys ?? request.Keys : request.Keys,
            OperationDeadline = request.OperationDeadline == defaults.OperationDeadline
                ? OperationDeadline ?? request.OperationDeadline
                : request.OperationDeadline,
        };
    }

    private IReadOnlyDictionary<string, string> OptionsOf(RunRequest request)
    {
        if (!Systems.TryGetValue(request.System, out var own) || own.Count == 0) return request.Options;
        var options = new Dictionary<string, string>(own, StringComparer.Ordinal);
        foreach (var (name, value) in request.Options) options[name] = value;
        return options;
    }
}
