namespace Chaos.Agent;

/// <summary>
/// What the agent and its controller agree on. Requests go down the container's standard input, replies come up its standard
/// output: one JSON object a line, UTF-8. A reply carries the id of its request; replies may come in another order.
/// </summary>
internal static class AgentProtocol
{
    /// <summary>Raised with every change that an older peer would misread. The controller refuses an agent of another version.</summary>
    public const int Version = 2;

    /// <summary>Where every agent listens for the probes of the others (UDP). Below the range of ephemeral ports.</summary>
    public const int ProbePort = 21971;

    /// <summary>Where they listen for probes that are delayed and lost as the node's own packets are (UDP).</summary>
    public const int TreatedProbePort = 21972;

    /// <summary>How long an agent lives without a request, ms, until a <see cref="AgentRequest.Lease"/> says otherwise.</summary>
    public const int DefaultLeaseMs = 8000;

    /// <summary>The longest line either side accepts, bytes.</summary>
    public const int MaxLineBytes = 1 << 20;

    /// <summary>The table of nf_tables (family ip) that holds the cuts and nothing else.</summary>
    public const string Table = "chaos";

    /// <summary>The table that holds the cuts that come and go.</summary>
    public const string FlapTable = "chaos-flap";

    /// <summary>The table that sends packets to the delay line.</summary>
    public const string PacketTable = "chaos-packets";

    /// <summary>Where an agent sees its node's data directory.</summary>
    public const string DataDirectory = "/chaos-data";

    /// <summary>Where the agent sees the machine's control groups, in runs that freeze nodes.</summary>
    public const string ControlGroups = "/chaos-cgroup";

    /// <summary>
    /// How a data directory that is a disk of its own is mounted, by the engine and by the agent: the file system's own flush of its
    /// journal every few seconds would save what the node did not flush.
    /// </summary>
    public const string DiskOptions = "commit=300,noinit_itable";

    /// <summary>The agent's program in a node's container, where it is the gate; also the short name of its process.</summary>
    public const string GateName = "chaos-gate";

    /// <summary>The first argument that makes it the gate; the node's command follows.</summary>
    public const string GateWord = "gate";
}
