using System.Text.Json.Serialization;

namespace Chaos.Agent;

/// <summary>What a controller can ask of an agent. Every request renews the lease.</summary>
// Numbers with a default have setters: the generated serializer would set an init property that is left out to 0.
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Lease), "lease")]
[JsonDerivedType(typeof(Clock), "clock")]
[JsonDerivedType(typeof(Cut), "cut")]
[JsonDerivedType(typeof(CutState), "cut-state")]
[JsonDerivedType(typeof(Probe), "probe")]
[JsonDerivedType(typeof(Seen), "seen")]
[JsonDerivedType(typeof(Signal), "signal")]
[JsonDerivedType(typeof(Processes), "processes")]
[JsonDerivedType(typeof(Heal), "heal")]
[JsonDerivedType(typeof(Doctor), "doctor")]
[JsonDerivedType(typeof(Stop), "stop")]
internal abstract partial record AgentRequest
{
    /// <summary>Chosen by the controller, above 0, never used twice; the reply repeats it.</summary>
    public long Id { get; init; }

    /// <summary>Who are you? Answered in <see cref="AgentReply.Identity"/>.</summary>
    public sealed record Hello : AgentRequest;

    /// <summary>Live on: heal everything and exit when no request came for this long.</summary>
    public sealed record Lease : AgentRequest
    {
        /// <summary>100 to 600,000.</summary>
        public int Ms { get; set; } = AgentProtocol.DefaultLeaseMs;
    }

    /// <summary>Does nothing: the times of the reply, between sending and receiving, give the offset of the agent's clock.</summary>
    public sealed record Clock : AgentRequest;

    /// <summary>
    /// From now on drop every IP packet that comes from these addresses and from no other. Packets of established connections
    /// too, and of the probes. The change is atomic. Answered when in force, with <see cref="AgentReply.Cut"/> as the kernel has it.
    /// </summary>
    public sealed record Cut : AgentRequest
    {
        /// <summary>IPv4 addresses, the complete wish: it replaces the last one. Empty ends all cuts.</summary>
        public required IReadOnlyList<string> Sources { get; init; }
    }

    /// <summary>Which cuts are in the kernel? Answered in <see cref="AgentReply.Cut"/>, read back from the kernel.</summary>
    public sealed record CutState : AgentRequest;

    /// <summary>
    /// Send datagrams to other agents. Answered in <see cref="AgentReply.Sent"/> after the last one has left, that is after about
    /// (<see cref="Count"/> - 1) * <see cref="IntervalMs"/>.
    /// </summary>
    public sealed record Probe : AgentRequest
    {
        /// <summary>Names this round of probes for <see cref="Seen"/>. The controller's choice, never used twice.</summary>
        public required long Nonce { get; init; }

        /// <summary>IPv4 addresses of the agents to reach.</summary>
        public required IReadOnlyList<string> Targets { get; init; }

        /// <summary>Datagrams to each target, 1 to 1,000.</summary>
        public int Count { get; set; } = 3;

        /// <summary>Between two datagrams to the same target, 0 to 10,000.</summary>
        public int IntervalMs { get; set; } = 20;
    }

    /// <summary>Which probes of this round arrived here? Answered in <see cref="AgentReply.Seen"/>.</summary>
    public sealed record Seen : AgentRequest
    {
        /// <summary>The nonce that all agents were given for the round.</summary>
        public required long Nonce { get; init; }
    }

    /// <summary>
    /// Signal processes of the pod and wait until it has shown: after KILL they are gone, after STOP stopped, after CONT not
    /// stopped (other signals: no wait). Answered in <see cref="AgentReply.Processes"/> with all processes that are left; it is an
    /// error if the effect did not show in time. No process to signal is no error.
    /// </summary>
    public sealed record Signal : AgentRequest
    {
        /// <summary>By name: "kill", "stop", "cont", "term", ...</summary>
        public required AgentSignal Number { get; init; }

        /// <summary>Process ids in the pod's namespace; null means all but the agent, in one system call.</summary>
        public IReadOnlyList<int>? Pids { get; init; }

        /// <summary>How long to wait for the effect, 0 (do not wait) to 60,000.</summary>
        public int SettleMs { get; set; } = 5000;
    }

    /// <summary>What runs in the pod? Answered in <see cref="AgentReply.Processes"/>, without the agent.</summary>
    public sealed record Processes : AgentRequest;

    /// <summary>Remove every cut of <see cref="Cut"/> and ask the kernel that none is left. Stopped processes stay stopped.</summary>
    public sealed record Heal : AgentRequest;

    /// <summary>What can kernel and privileges do here? Answered in <see cref="AgentReply.Findings"/>.</summary>
    public sealed record Doctor : AgentRequest;

    /// <summary>Heal, end all processes of the pod, answer, exit.</summary>
    public sealed record Stop : AgentRequest;
}
