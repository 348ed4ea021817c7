namespace Chaos;

/// <summary>
/// Pauses of a node by the kernel's freezer: its processes stand still without a signal, wherever they are, and cannot tell afterwards.
/// Must have been asked for before the start (<see cref="ClusterNeeds.Freezer"/>).
/// </summary>
public interface IFreezerFaults
{
    /// <summary>Stops all processes of the node where they are. <see cref="IProcessFaults.InspectAsync"/> then says paused.</summary>
    ValueTask<EffectTime> FreezeAsync(string node, CancellationToken cancellationToken);

    /// <summary>Lets a frozen node go on.</summary>
    ValueTask<EffectTime> ThawAsync(string node, CancellationToken cancellationToken);
}
