namespace Chaos.Campaigns;

/// <summary>Passes everything on to a cluster's network faults, and writes down what every probe of the network found.</summary>
/// <param name="faults">The cluster's own.</param>
/// <param name="record">Takes every observation.</param>
internal sealed class ObservedNetwork(INetworkFaults faults, Action<Observation> record) : INetworkFaults
{
    public TimeSpan? RetransmissionLimit => faults.RetransmissionLimit;

    public ValueTask<EffectTime> CutAsync(
        string faultId, IReadOnlyCollection<Link> links, CancellationToken cancellationToken) =>
        faults.CutAsync(faultId, links, cancellationToken);

    public ValueTask<EffectTime> FlapAsync(
        string faultId, IReadOnlyCollection<Link> links, TimeSpan interval, CancellationToken cancellationToken) =>
        faults.FlapAsync(faultId, links, interval, cancellationToken);

    public ValueTask<int> ResetConnectionsAsync(IReadOnlyCollection<Link> links, CancellationToken cancellationToken) =>
        faults.ResetConnectionsAsync(links, cancellationToken);

    public ValueTask<EffectTime> HealAsync(string faultId, CancellationToken cancellationToken) =>
        faults.HealAsync(faultId, cancellationToken);

    public ValueTask<EffectTime> HealAllAsync(CancellationToken cancellationToken) => faults.HealAllAsync(cancellationToken);

    public async ValueTask<Reachability> ProbeAsync(CancellationToken cancellationToken)
    {
        var seen = await faults.ProbeAsync(cancellationToken);
        record(new()
        {
            Kind = ObservationKind.Reachability,
            SentNs = seen.SentNs,
            ReceivedNs = seen.ReceivedNs,
            Broken = seen.Broken.ToArray(),
        });
        return seen;
    }
}
