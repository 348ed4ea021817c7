namespace Chaos.Agent;

/// <summary>Who an agent is.</summary>
internal sealed record AgentIdentity
{
    /// <summary><see cref="AgentProtocol.Version"/> of the agent.</summary>
    public required int Protocol { get; init; }

    /// <summary>Its process id in its own namespace: 1 in a pod.</summary>
    public required int Pid { get; init; }

    /// <summary>The kernel's release, "6.12.5-linuxkit".</summary>
    public required string Kernel { get; init; }

    /// <summary>The effective capabilities of Linux that faults may need: "net_admin", "kill", "sys_ptrace", "sys_admin".</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>The lease in force, ms.</summary>
    public required int LeaseMs { get; init; }
}
