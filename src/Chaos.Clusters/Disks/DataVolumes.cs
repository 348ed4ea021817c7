using Docker.DotNet;
using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>The volumes that are the nodes' data directories.</summary>
internal sealed class DataVolumes(IDockerClient client, string runId)
{
    /// <summary>The volume of a node.</summary>
    public string NameOf(string node) => $"chaos-{runId}-{node}";

    /// <summary>Creates it: a directory of the engine, or the file system on a loop device, which the engine mounts while the node runs.</summary>
    public Task CreateAsync(string node, string? device, CancellationToken cancellationToken) => client.Volumes.CreateAsync(
        new VolumesCreateParameters
        {
            Name = NameOf(node),
            Labels = ChaosLabels.Of(runId, node),
            DriverOpts = device is null ? [] : new Dictionary<string, string>
            {
                ["type"] = "ext4",
                ["device"] = device,
                ["o"] = $"{Agent.AgentProtocol.DiskOptions},noatime",
            },
        },
        cancellationToken);

    /// <summary>The mount of it at a place in a container.</summary>
    public Mount MountAt(string node, string target) => new() { Type = "volume", Source = NameOf(node), Target = target };
}
