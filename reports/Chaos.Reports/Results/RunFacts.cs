using None = System.Collections.ObjectModel.ReadOnlyDictionary<string, string?>;
using Nothing = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>;

namespace Chaos.Reports;

/// <summary>What was asked for and on what it ran: all that is known about a run apart from what happened in it.</summary>
public sealed record RunFacts
{
    /// <summary>The system's name: <c>etcd</c>.</summary>
    public required string System { get; init; }

    /// <summary>The version that the servers reported; null where none did.</summary>
    public string? SystemVersion { get; init; }

    /// <summary>The workload's name.</summary>
    public required string Workload { get; init; }

    /// <summary>The model that operations were judged against, where there is one.</summary>
    public string? Model { get; init; }

    /// <summary>The nodes, by name, in their order.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>The nemeses, in the order in which they were asked for.</summary>
    public IReadOnlyList<NemesisFacts> Nemeses { get; init => field = value ?? []; } = [];

    /// <summary>The seed of all randomness of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The command that runs it again.</summary>
    public required string Command { get; init; }

    /// <summary><c>docker</c> or <c>simulation</c>.</summary>
    public string Backend { get; init => field = value ?? "docker"; } = "docker";

    /// <summary>The wall clock (UTC) when the run clock was 0; null in simulation.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The system's options in force, defaults included.</summary>
    public IReadOnlyDictionary<string, string?> Options { get; init => field = value ?? None.Empty; } = None.Empty;

    /// <summary>The workload's parameters in force.</summary>
    public IReadOnlyDictionary<string, string?> WorkloadParameters { get; init => field = value ?? None.Empty; } = None.Empty;

    /// <summary>The load: time limit, rate, concurrency, keys, operation timeout, as the command line writes them.</summary>
    public IReadOnlyDictionary<string, string> Load { get; init => field = value ?? Nothing.Empty; } = Nothing.Empty;

    /// <summary>Versions of what took part: <c>chaos</c>, <c>commit</c>, <c>engine</c>, <c>kernel</c>, ...</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init => field = value ?? Nothing.Empty; } = Nothing.Empty;

    /// <summary>The id that answered to each image reference.</summary>
    public IReadOnlyDictionary<string, string> Images { get; init => field = value ?? Nothing.Empty; } = Nothing.Empty;

    /// <summary>From the making of the first container until every node served requests, ms; null where no container was made or none was healthy.</summary>
    public double? ReadyMs { get; init; }

    /// <summary>What a node had of memory then, the system's page cache for it included, mean of all nodes, bytes; null where nobody counts it.</summary>
    public long? NodeMemoryBytes { get; init; }

    /// <summary>The machine: cores, memory, operating system.</summary>
    public IReadOnlyDictionary<string, string> Host { get; init => field = value ?? Nothing.Empty; } = Nothing.Empty;
}
