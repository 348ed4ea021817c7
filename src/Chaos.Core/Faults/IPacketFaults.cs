namespace Chaos;

/// <summary>Delay, loss, duplication and rate of packets between nodes. Clients' paths stay intact.</summary>
public interface IPacketFaults
{
    /// <summary>
    /// Treats the packets of these directions under the name of a fault, until that fault is healed. Where several faults treat one
    /// direction, the effects add up: overlapping faults cannot undo each other.
    /// </summary>
    ValueTask<EffectTime> TreatAsync(
        string faultId, IReadOnlyCollection<Link> links, PacketTreatment treatment, CancellationToken cancellationToken);

    /// <summary>Ends one fault's treatment. Ending an unknown fault does nothing.</summary>
    ValueTask<EffectTime> EndTreatmentAsync(string faultId, CancellationToken cancellationToken);

    /// <summary>Ends all treatments, and verifies that none is left.</summary>
    /// <exception cref="ClusterException">One is still there.</exception>
    ValueTask<EffectTime> EndAllTreatmentsAsync(CancellationToken cancellationToken);

    /// <summary>Sends datagrams along these directions, and tells how each direction treats them now.</summary>
    ValueTask<IReadOnlyList<LinkQuality>> MeasureAsync(
        IReadOnlyCollection<Link> links, PacketProbe probe, CancellationToken cancellationToken);
}
