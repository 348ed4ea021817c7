using System.Net;
using Chaos.Agent;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>Creates and starts the two containers of a pod.</summary>
internal sealed class PodStarter(
    IDockerClient client, EngineInformation engine, RunNetwork network, ResolvedImage agentImage, string runId, RunClock clock,
    ClusterNeeds needs)
{
    /// <summary>
    /// After a cut the kernel's retransmission back-off decides when a connection goes on: up to as long again as the cut lasted. With
    /// this limit it is about a second, so that recovery tells about the system and not about TCP.
    /// </summary>
    private const string RetransmissionLimit = "net.ipv4.tcp_rto_max_ms";

    private readonly TimeSpan? retransmissionLimit = RetransmissionLimitOf(engine, needs);
    private readonly AgentPrivileges privileges = AgentPrivileges.For(needs);
    private readonly DataVolumes volumes = new(client, runId);
    private readonly NodeStart start = new(client, needs);

    /// <summary>The limit that the pods of a cluster get; null where the kernel has none, or its own back-off is wanted.</summary>
    public static TimeSpan? RetransmissionLimitOf(EngineInformation engine, ClusterNeeds needs) =>
        needs.NaturalRetransmission || !KernelFeatures.HasRetransmissionLimit(engine) ? null : TimeSpan.FromSeconds(1);

    /// <summary>Starts the agent of a node and greets it.</summary>
    public async Task<Pod> StartAgentAsync(
        PodSite site, IReadOnlyDictionary<string, IPAddress> peers, CancellationToken cancellationToken)
    {
        if (!needs.PowerLoss)
            await volumes.CreateAsync(site.Name, null, cancellationToken);
        var container = await client.Containers.CreateContainerAsync(AgentParameters(site, peers), cancellationToken);
        var link = await AgentLink.AttachAsync(client, container.ID, site.Name, clock, cancellationToken);
        try
        {
            await client.Containers.StartContainerAsync(container.ID, new ContainerStartParameters(), cancellationToken);
            await link.GreetAsync(cancellationToken);
            if (needs.PowerLoss)
                await CreateDiskAsync(site, link, cancellationToken);
            var place = new NodePlace(site.Name, site.Address, peers, runId);
            return new Pod
            {
                Name = site.Name,
                Members = site.Members,
                Address = site.Address,
                Image = site.Image,
                Place = place,
                Launch = site.Members.Launch(place),
                AgentContainer = container.ID,
                Agent = link,
                Published = engine.IsNative ? null : await PublishedAsync(container.ID, cancellationToken),
            };
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates the node's container in its pod, writes its files, and starts it.</summary>
    public async Task StartNodeAsync(Pod pod, CancellationToken cancellationToken)
    {
        var container = await client.Containers.CreateContainerAsync(NodeParameters(pod), cancellationToken);
        pod.NodeContainer = container.ID;
        if (pod.Launch.Files.Count > 0 || needs.FileCalls)
            await WriteFilesAsync(pod, cancellationToken);
        try
        {
            await start.TryStartAsync(pod, cancellationToken);
        }
        catch (DockerApiException e)
        {
            throw new ClusterException(
                $"The node {pod.Name} could not be started with '{string.Join(' ', pod.Launch.Arguments)}' in the image "
                + $"{pod.Image.Reference}: {e.Message.Trim()}", e);
        }
    }

    private async Task CreateDiskAsync(PodSite site, AgentLink link, CancellationToken cancellationToken)
    {
        var answer = await link.AskAsync(new AgentRequest.DiskCreate { Name = $"{runId}-{site.Name}" }, cancellationToken);
        await volumes.CreateAsync(site.Name, answer.Reply.Disk?.Device, cancellationToken);
    }

    private CreateContainerParameters AgentParameters(PodSite site, IReadOnlyDictionary<string, IPAddress> peers)
    {
        var ports = engine.IsNative ? [] : site.Members.Ports.Values.Select(port => $"{port}/tcp").ToList();
        return new CreateContainerParameters
        {
            Name = $"chaos-{runId}-{site.Name}-agent",
            Image = agentImage.Id,
            Hostname = site.Name,
            Labels = ChaosLabels.Of(runId, site.Name, "agent"),
            // StdinOnce closes the agent's input when this process goes, even by kill -9: the dead man's switch of the pod.
            OpenStdin = true,
            StdinOnce = true,
            AttachStdin = true,
            AttachStdout = true,
            AttachStderr = true,
            ExposedPorts = ports.ToDictionary(port => port, _ => default(EmptyStruct)),
            HostConfig = new HostConfig
            {
                NetworkMode = network.Name,
                AutoRemove = true,
                CapDrop = ["ALL"],
                CapAdd = privileges.Capabilities,
                Devices = privileges.Devices,
                DeviceCgroupRules = privileges.DeviceRules,
                SecurityOpt = privileges.Security,
                Mounts =
                [
                    .. privileges.Mounts,
                    .. needs is { DataFiles: true, PowerLoss: false }
                        ? [volumes.MountAt(site.Name, AgentProtocol.DataDirectory)]
                        : Array.Empty<Mount>(),
                ],
                CgroupnsMode = needs.Freezer ? "host" : string.Empty,
                ExtraHosts = [.. peers.Select(peer => $"{peer.Key}:{peer.Value}")],
                Sysctls = retransmissionLimit is { } limit
                    ? new Dictionary<string, string> { [RetransmissionLimit] = $"{limit.TotalMilliseconds:0}" }
                    : null,
                LogConfig = new LogConfig { Type = "none" },
                PortBindings = ports.ToDictionary(
                    port => port, IList<PortBinding> (_) => [new PortBinding { HostIP = "127.0.0.1", HostPort = string.Empty }]),
            },
            NetworkingConfig = new NetworkingConfig
            {
                EndpointsConfig = new Dictionary<string, EndpointSettings>
                {
                    [network.Name] = new()
                    {
                        IPAMConfig = new EndpointIPAMConfig { IPv4Address = site.Address.ToString() },
                    },
                },
            },
        };
    }

    private CreateContainerParameters NodeParameters(Pod pod) => new()
    {
        Name = $"chaos-{runId}-{pod.Name}{(pod.FormerContainers.Count == 0 ? "" : $"-{pod.FormerContainers.Count}")}",
        Image = pod.Image.Id,
        Labels = ChaosLabels.Of(runId, pod.Name, "node"),
        Entrypoint = [start.CommandOf(pod.Launch)[0]],
        Cmd = [.. start.CommandOf(pod.Launch).Skip(1)],
        Env = [.. pod.Launch.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
        HostConfig = new HostConfig
        {
            NetworkMode = $"container:{pod.AgentContainer}",
            PidMode = $"container:{pod.AgentContainer}",
            LogConfig = new LogConfig { Type = "json-file" },
            SecurityOpt = [.. needs.LyingFlush ? [$"seccomp={SeccompProfiles.LyingFlushes}"] : Array.Empty<string>()],
            Mounts = [volumes.MountAt(pod.Name, pod.Members.DataDirectory)],
        },
    };

    private async Task WriteFilesAsync(Pod pod, CancellationToken cancellationToken)
    {
        using var archive = new MemoryStream();
        await using (var tar = new ImageTar(archive))
        {
            foreach (var (path, text) in pod.Launch.Files)
                await tar.AddTextAsync(path, text, executable: text.StartsWith("#!", StringComparison.Ordinal), cancellationToken);
            await start.AddGateAsync(tar, engine.Architecture, cancellationToken);
        }

        archive.Position = 0;
        await client.Containers.ExtractArchiveToContainerAsync(
            pod.NodeContainer, new CopyToContainerParameters { Path = "/" }, archive, cancellationToken);
    }

    private async Task<Dictionary<int, int>> PublishedAsync(string container, CancellationToken cancellationToken)
    {
        var inspected = await client.Containers.InspectContainerAsync(container, cancellationToken);
        return (inspected.NetworkSettings?.Ports ?? new Dictionary<string, IList<PortBinding>>())
            .Where(port => port.Value is { Count: > 0 })
            .ToDictionary(
                port => int.Parse(port.Key.Split('/')[0], System.Globalization.CultureInfo.InvariantCulture),
                port => int.Parse(port.Value[0].HostPort, System.Globalization.CultureInfo.InvariantCulture));
    }
}
