using Chaos.Agent;
using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>What an agent's container is given beyond the default: for each need of the run exactly what its faults take.</summary>
internal sealed record AgentPrivileges
{
    private static readonly DeviceMapping LoopControl = Device("/dev/loop-control"), Fuse = Device("/dev/fuse");

    private static readonly Mount ControlGroups = new() { Type = "bind", Source = "/sys/fs/cgroup", Target = AgentProtocol.ControlGroups };

    /// <summary>Capabilities; all others are dropped.</summary>
    public required IList<string> Capabilities { get; init; }

    /// <summary>Devices of the machine.</summary>
    public required IList<DeviceMapping> Devices { get; init; }

    /// <summary>Devices that it may make for itself.</summary>
    public required IList<string> DeviceRules { get; init; }

    /// <summary>Folders of the machine.</summary>
    public required IList<Mount> Mounts { get; init; }

    /// <summary>Options of confinement; empty for the engine's own.</summary>
    public required IList<string> Security { get; init; }

    /// <summary>The privileges for these needs.</summary>
    public static AgentPrivileges For(ClusterNeeds needs)
    {
        var capabilities = new SortedSet<string>(["NET_ADMIN", "KILL"], StringComparer.Ordinal);
        if (needs.PowerLoss)
            // The device file of its loop device; mounting, and the ioctl that cuts the power; marks in a directory of another user.
            capabilities.UnionWith(["MKNOD", "SYS_ADMIN", "DAC_OVERRIDE"]);
        if (needs.FileCalls)
            // Mounting in the node's container, and doing there what the node asks for, in its name.
            capabilities.UnionWith(["SYS_ADMIN", "SYS_PTRACE", "SYS_CHROOT", "DAC_OVERRIDE", "CHOWN", "FOWNER"]);
        if (needs.DataFiles)
            // Copies of files with their owners and modes.
            capabilities.UnionWith(["DAC_OVERRIDE", "CHOWN", "FOWNER"]);
        if (needs.Clocks)
            // To stop processes and change their memory, also where they belong to another user.
            capabilities.UnionWith(["SYS_PTRACE", "DAC_OVERRIDE"]);
        return new AgentPrivileges
        {
            Capabilities = [.. capabilities],
            Devices =
            [
                .. needs.PowerLoss ? [LoopControl] : Array.Empty<DeviceMapping>(),
                .. needs.FileCalls ? [Fuse] : Array.Empty<DeviceMapping>(),
            ],
            DeviceRules = [.. needs.PowerLoss ? ["b 7:* rmw"] : Array.Empty<string>()],
            Mounts = [.. needs.Freezer ? [ControlGroups] : Array.Empty<Mount>()],
            // AppArmor's profile for containers forbids every mount, capability or not.
            Security = [.. needs.PowerLoss || needs.FileCalls ? ["apparmor=unconfined", $"seccomp={SeccompProfiles.Agent}"] : Array.Empty<string>()],
        };
    }

    private static DeviceMapping Device(string path) =>
        new() { PathOnHost = path, PathInContainer = path, CgroupPermissions = "rw" };
}
