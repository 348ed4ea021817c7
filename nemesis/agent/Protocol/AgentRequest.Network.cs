using System.Text.Json.Serialization;

namespace Chaos.Agent;

/// <content>Requests about the network, beside cuts and probes.</content>
[JsonDerivedType(typeof(Flap), "flap")]
[JsonDerivedType(typeof(Reset), "reset")]
internal abstract partial record AgentRequest
{
    /// <summary>What is carried out by one part of the agent.</summary>
    public abstract record Network : AgentRequest;

    /// <summary>
    /// From now on drop every IP packet from these addresses in turns: while the number of whole intervals on the agent's monotonic clock
    /// is even. Agents of one machine share that clock, so that they turn together. Answered with <see cref="AgentReply.Cut"/>: what is cut
    /// at this moment.
    /// </summary>
    public sealed record Flap : Network
    {
        /// <summary>The complete wish: it replaces the last one. Empty ends all flapping.</summary>
        public required IReadOnlyList<FlapSource> Sources { get; init; }
    }

    /// <summary>
    /// Close every TCP connection of the pod with these addresses; the other side is told so. Answered with <see cref="AgentReply.Closed"/>.
    /// </summary>
    public sealed record Reset : Network
    {
        /// <summary>IPv4 addresses.</summary>
        public required IReadOnlyList<string> Peers { get; init; }
    }
}
