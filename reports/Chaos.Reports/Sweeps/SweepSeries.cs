namespace Chaos.Reports;

/// <summary>One system under one nemesis over all sizes.</summary>
public sealed record SweepSeries
{
    /// <summary>The system.</summary>
    public required string System { get; init; }

    /// <summary>The backend.</summary>
    public required string Backend { get; init; }

    /// <summary>The nemesis with its parameters; <c>none</c> for none.</summary>
    public required string Nemesis { get; init; }

    /// <summary>Whether it is the simulator's curve of the same protocol, drawn beside a measured one.</summary>
    public bool IsReference { get; init; }

    /// <summary>The sizes, in order.</summary>
    public required IReadOnlyList<SweepSize> Sizes { get; init; }

    /// <summary>Its name: <c>etcd</c>, <c>raft in simulation, kill</c>.</summary>
    public string Name =>
        $"{System}{(Backend == "simulation" ? " in simulation" : "")}{(Nemesis == "none" ? ", healthy" : $", {Nemesis}")}";
}
