namespace Chaos.Clusters;

/// <summary>The capabilities of Linux that an agent gets: those that the faults of its run need, and no more.</summary>
internal static class AgentPrivileges
{
    /// <summary>What every agent has: rules of the network, signals to processes of other users.</summary>
    private static readonly string[] Always = ["NET_ADMIN", "KILL"];

    /// <summary>To stop processes and change their memory, also where they belong to another user.</summary>
    private static readonly string[] ForClocks = ["SYS_PTRACE", "DAC_OVERRIDE"];

    /// <summary>The capabilities for a run.</summary>
    public static IList<string> CapabilitiesFor(ClusterNeeds needs) => [.. Always, .. needs.Clocks ? ForClocks : []];
}
