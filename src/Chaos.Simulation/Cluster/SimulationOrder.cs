namespace Chaos.Simulation;

/// <summary>What a simulated cluster is made from.</summary>
public sealed record SimulationOrder
{
    /// <summary>The virtual time that it lives in.</summary>
    public required VirtualTime Time { get; init; }

    /// <summary>The groups and names of its nodes.</summary>
    public required SystemRecipe Recipe { get; init; }

    /// <summary>What its nodes run.</summary>
    public required ProgramRecipe Programs { get; init; }

    /// <summary>The run clock.</summary>
    public required RunClock Clock { get; init; }

    /// <summary>The source of everything that is left to chance.</summary>
    public required Randomness Random { get; init; }

    /// <summary>What faults need from the start. Everything but spare nodes and lying flushes is there anyway.</summary>
    public ClusterNeeds Needs { get; init; } = ClusterNeeds.None;

    /// <summary>How the machines behave while no fault is in force; null to draw it.</summary>
    public SimulationWeather? Weather { get; init; }

    /// <summary>Keeps messages between nodes; null for none.</summary>
    public MessageTrace? Trace { get; init; }

    /// <summary>Whether every message goes through its codec, as over TCP: slower, and finds what by reference cannot be seen.</summary>
    public bool EncodesMessages { get; init; }
}
