namespace Chaos.Simulation;

/// <summary>Wall clocks that go by a program; read where the node's program reads them.</summary>
internal sealed class SimulatedClockFaults(SimulationWorld world, Dictionary<string, SimulatedNode> nodes, RunClock clock) : IClockFaults
{
    public ValueTask<EffectTime> SetClockAsync(string node, ClockProgram program, CancellationToken cancellationToken)
    {
        nodes[node].Wall.Set(program, world.NowNs);
        return new(new EffectTime(clock.NowNs, clock.NowNs));
    }

    public ValueTask<EffectTime> ResetClockAsync(string node, CancellationToken cancellationToken) =>
        SetClockAsync(node, new(), cancellationToken);

    public ValueTask<Observation> ReadClockAsync(string node, CancellationToken cancellationToken) => new(new Observation
    {
        Kind = ObservationKind.Clock,
        Node = node,
        SentNs = clock.NowNs,
        ReceivedNs = clock.NowNs,
        ClockOffsetNs = nodes[node].WallNs - SimulatedNode.WallStartNs - world.NowNs,
    });
}
