namespace Chaos.Agent;

/// <summary>One process of the pod.</summary>
internal sealed record AgentProcess
{
    /// <summary>The state of a process that the agent has frozen: the kernel has no letter for it.</summary>
    public const char Frozen = 'F';

    /// <summary>In the pod's namespace.</summary>
    public required int Pid { get; init; }

    /// <summary>0 if the parent is outside of the pod: the main process of a container, or one started by exec.</summary>
    public required int ParentPid { get; init; }

    /// <summary>The letter of proc(5): R running, S sleeping, D waiting for a disk, T stopped, Z ended but not collected, ...; F frozen.</summary>
    public required char State { get; init; }

    /// <summary>When it started, ms since the machine booted, to 10 ms. With the pid it names one life of a process.</summary>
    public required long StartMs { get; init; }

    /// <summary>The command's short name (15 bytes at most).</summary>
    public required string Command { get; init; }
}
