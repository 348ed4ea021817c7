using System.Net;

namespace Chaos.Agent;

/// <summary>Carries out requests about the network, beside cuts and probes.</summary>
internal sealed class NetworkRequests(FlappingCuts flaps, IConnections connections)
{
    private const int LeastIntervalMs = 50, MostIntervalMs = 600_000;

    /// <summary>Carries one out.</summary>
    public AgentReply CarryOut(AgentRequest.Network request, AgentReply reply) => request switch
    {
        AgentRequest.Flap flap => reply with { Cut = flaps.Apply(Intervals(flap)) },
        AgentRequest.Reset reset => reply with { Closed = connections.Close(RequestChecks.Addresses(reset.Peers)) },
        _ => throw new AgentException($"This agent does not know the request {request.GetType().Name}."),
    };

    /// <summary>Ends every fault that was begun here.</summary>
    public void Clear() => flaps.Clear();

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
