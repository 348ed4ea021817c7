using System.Text.Json.Serialization;

namespace Chaos.Agent;

/// <content>Requests about packets that are delayed, lost, doubled or slowed down.</content>
[JsonDerivedType(typeof(Treat), "treat")]
[JsonDerivedType(typeof(TreatState), "treat-state")]
[JsonDerivedType(typeof(Measure), "measure")]
[JsonDerivedType(typeof(Measured), "measured")]
internal abstract partial record AgentRequest
{
    /// <summary>
    /// From now on treat the IP packets that come from these addresses, and those of no other. Probes to
    /// <see cref="AgentProtocol.ProbePort"/> are left alone, those to <see cref="AgentProtocol.TreatedProbePort"/> are not. What is still held
    /// of an address that is no longer treated goes on at once. Answered when in force, with <see cref="AgentReply.Treated"/>.
    /// </summary>
    public sealed record Treat : Network
    {
        /// <summary>The complete wish: it replaces the last one. Empty ends all treatment.</summary>
        public required IReadOnlyList<TreatedSource> Sources { get; init; }
    }

    /// <summary>Whose packets are treated? Answered in <see cref="AgentReply.Treated"/>, the rules as read back from the kernel.</summary>
    public sealed record TreatState : Network;

    /// <summary>
    /// Send timed datagrams to other agents, through what treats the node's packets. Answered in <see cref="AgentReply.Sent"/> after the
    /// last one has left.
    /// </summary>
    public sealed record Measure : Network
    {
        /// <summary>Names this round for <see cref="Measured"/>. The controller's choice, never used twice.</summary>
        public required long Nonce { get; init; }

        /// <summary>IPv4 addresses of the agents to reach.</summary>
        public required IReadOnlyList<string> Targets { get; init; }

        /// <summary>Datagrams to each target, 1 to 5,000.</summary>
        public int Count { get; set; } = 50;

        /// <summary>Between two datagrams to the same target, 0 to 10,000.</summary>
        public int IntervalMs { get; set; } = 5;

        /// <summary>Bytes of each datagram, 28 to 1,400.</summary>
        public int Bytes { get; set; } = 100;
    }

    /// <summary>How did the datagrams of this round come? Answered in <see cref="AgentReply.Ways"/>.</summary>
    public sealed record Measured : Network
    {
        /// <summary>The nonce that all agents were given for the round.</summary>
        public required long Nonce { get; init; }
    }
}
