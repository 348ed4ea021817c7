namespace Chaos;

/// <summary>
/// Wall clocks of nodes, as their processes see them. The monotonic clock stays honest, as on a real machine whose wall clock is wrong.
/// </summary>
public interface IClockFaults
{
    /// <summary>
    /// Lets the wall clock of a node's processes, also of those that start later, go by this program from now on; it replaces the last.
    /// </summary>
    ValueTask<EffectTime> SetClockAsync(string node, ClockProgram program, CancellationToken cancellationToken);

    /// <summary>Gives the node its true clock back and verifies that.</summary>
    /// <exception cref="ClusterException">The clock is still wrong.</exception>
    ValueTask<EffectTime> ResetClockAsync(string node, CancellationToken cancellationToken);

    /// <summary>
    /// How far the wall clock of the node's processes is from the true one now: an observation of kind
    /// <see cref="ObservationKind.Clock"/>, measured and not what was asked for.
    /// </summary>
    ValueTask<Observation> ReadClockAsync(string node, CancellationToken cancellationToken);
}
