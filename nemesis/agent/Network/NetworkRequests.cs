using System.Net;

namespace Chaos.Agent;

/// <summary>Carries out requests about the network, beside cuts and probes.</summary>
internal sealed class NetworkRequests(FlappingCuts flaps, IConnections connections, IPacketTreatments packets, IWayProbes ways)
{
    private const int LeastIntervalMs = 50, MostIntervalMs = 600_000;
    private const int MostDatagrams = 5000, MostProbeIntervalMs = 10_000;
    private const long MostDelayUs = 600_000_000, LeastBytesPerSecond = 100;

    /// <summary>Carries one out.</summary>
    public async Task<AgentReply> CarryOutAsync(AgentRequest.Network request, AgentReply reply) => request switch
    {
        AgentRequest.Flap flap => reply with { Cut = flaps.Apply(Intervals(flap)) },
        AgentRequest.Reset reset => reply with { Closed = connections.Close(RequestChecks.Addresses(reset.Peers)) },
        AgentRequest.Treat treat => reply with { Treated = packets.Apply(Checked(treat.Sources)) },
        AgentRequest.TreatState => reply with { Treated = packets.Read() },
        AgentRequest.Measure measure => reply with { Sent = await SendAsync(measure) },
        AgentRequest.Measured measured => reply with { Ways = ways.Measured(measured.Nonce) },
        _ => throw new AgentException($"This agent does not know the request {request.GetType().Name}."),
    };

    /// <summary>Ends every fault that was begun here.</summary>
    public void Clear()
    {
        try
        {
            flaps.Clear();
        }
        finally
        {
            packets.Clear();
        }
    }

    /// <summary>What is held of sources that are cut off must not arrive any more.</summary>
    public void DropHeld(IEnumerable<IPAddress> sources) => packets.DropHeld(sources);

    private Task<IReadOnlyList<ProbeSent>> SendAsync(AgentRequest.Measure measure) => ways.SendAsync(
        measure.Nonce,
        RequestChecks.Addresses(measure.Targets),
        RequestChecks.Within(measure.Count, 1, MostDatagrams, "datagrams to each target"),
        TimeSpan.FromMilliseconds(RequestChecks.Within(measure.IntervalMs, 0, MostProbeIntervalMs, "ms between datagrams")),
        RequestChecks.Within(measure.Bytes, TimedDatagram.LeastBytes, TimedDatagram.MostBytes, "bytes of a datagram"));

    private static IReadOnlyList<TreatedSource> Checked(IReadOnlyList<TreatedSource> sources)
    {
        if (RequestChecks.Addresses([.. sources.Select(source => source.Address)]).Count != sources.Count)
            throw new AgentException("Expected each address once.");
        foreach (var source in sources)
        {
            RequestChecks.Within(source.DelayUs, 0, MostDelayUs, "us of delay");
            RequestChecks.Within(source.JitterUs, 0, source.DelayUs, "us of jitter, not more than the delay");
            RequestChecks.Share(source.Loss, "of loss");
            RequestChecks.Share(source.Duplicate, "of duplicates");
            if (source.BytesPerSecond != 0)
                RequestChecks.Within(source.BytesPerSecond, LeastBytesPerSecond, long.MaxValue, "bytes a second");
        }

        return sources;
    }

    private static Dictionary<IPAddress, int> Intervals(AgentRequest.Flap flap)
    {
        var addresses = RequestChecks.Addresses([.. flap.Sources.Select(source => source.Address)]);
        return addresses.Count == flap.Sources.Count
            ? flap.Sources.ToDictionary(
                source => RequestChecks.Address(source.Address),
                source => RequestChecks.Within(source.IntervalMs, LeastIntervalMs, MostIntervalMs, "ms of a turn"))
            : throw new AgentException("Expected each address once.");
    }
}
