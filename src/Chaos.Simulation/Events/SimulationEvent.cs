namespace Chaos.Simulation;

/// <summary>Something that will happen at a node, or at a client.</summary>
internal struct SimulationEvent
{
    public SimulationEventKind Kind;

    /// <summary>The node where it happens.</summary>
    public int Node;

    /// <summary>Where it comes from: the sending node, the timer, or how a call ended.</summary>
    public int From;

    /// <summary>The life of the node, the number of the flush or of the call.</summary>
    public long Number;

    /// <summary>The message.</summary>
    public object? Content;

    /// <summary>The connection or the probe that it belongs to.</summary>
    public object? Owner;
}
