namespace Chaos.Campaigns;

/// <summary>One combination of a matrix.</summary>
internal sealed record CellPoint
{
    public required SuiteWord System { get; init; }

    /// <summary>The workload; empty for the system's default.</summary>
    public required SuiteWord Workload { get; init; }

    public required SuiteWord Nemesis { get; init; }

    public required SuiteWord Nodes { get; init; }

    public required SuiteWord Backend { get; init; }

    public required CellSeed Seed { get; init; }

    /// <summary>The options of the system, in order of name.</summary>
    public required IReadOnlyList<KeyValuePair<string, SuiteWord>> Options { get; init; }

    /// <summary>The point's name within its suite, the same every night.</summary>
    /// <param name="workload">The workload, the system's default filled in.</param>
    public string NameWith(string workload) => string.Join(", ", PartsWith(workload));

    /// <summary>What of this point another one does not have.</summary>
    public string DifferenceTo(CellPoint other) =>
        string.Join(", ", PartsWith(Workload.Text).Except(other.PartsWith(other.Workload.Text), StringComparer.Ordinal));

    private IEnumerable<string> PartsWith(string workload) =>
    [
        $"{System}/{workload}", Nemesis.Text, $"{Nodes} {(Nodes.Text == "1" ? "node" : "nodes")}",
        .. Backend.Text == "docker" ? Array.Empty<string>() : [Backend.Text],
        .. Options.Select(option => $"{option.Key}={option.Value}"), $"seed {Seed.Label}",
    ];
}
