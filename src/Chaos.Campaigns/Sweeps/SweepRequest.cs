namespace Chaos.Campaigns;

/// <summary>What a user asks of a sweep over cluster sizes.</summary>
public sealed record SweepRequest
{
    /// <summary>The systems.</summary>
    public required IReadOnlyList<string> Systems { get; init; }

    /// <summary>The sizes, in nodes. Default: 1, 3, 5, 7 and 9.</summary>
    public IReadOnlyList<int> Nodes { get; init; } = [1, 3, 5, 7, 9];

    /// <summary>The nemeses, each a series of its own; <c>none</c> is the healthy one, the default.</summary>
    public IReadOnlyList<string> Nemeses { get; init; } = ["none"];

    /// <summary>How often each size is run. Default 3, which is the least that gives a band worth looking at.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>The load at the beginning of each run that does not count. Default 5 s.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What all runs have in common: backend, load, options, the seed of the first repeat. Its system, nodes and nemeses do not count.</summary>
    public required RunRequest Common { get; init; }

    /// <summary>The folder; null for a new one below <c>chaos-runs</c>.</summary>
    public string? OutDirectory { get; init; }

    /// <summary>Our own system that a reference curve in simulation is drawn of, where the machine has too few cores.</summary>
    internal const string Reference = "raft";
}
