using System.Diagnostics.CodeAnalysis;
using Chaos.Agent;
using Docker.DotNet;

namespace Chaos.Clusters;

/// <summary>
/// Nodes in containers, one pod each. Disposing removes everything; when this process dies instead, the agents see their streams end,
/// heal, and take their pods down.
/// </summary>
public sealed class DockerCluster : ICluster
{
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RemovalPatience = TimeSpan.FromSeconds(60);

    private readonly IDockerClient client;
    private readonly DockerClusterSettings settings;
    private readonly IReadOnlyList<Pod> pods;
    private readonly DockerNetworkFaults network;
    private readonly DockerPacketFaults packets;
    private readonly IReadOnlyList<object> capabilities;
    private int disposed;

    internal DockerCluster(
        IDockerClient client, EngineInformation engine, DockerClusterSettings settings, IReadOnlyList<Pod> pods, PodStarter starter,
        IReadOnlyDictionary<ImageRecipe, ResolvedImage> images)
    {
        this.client = client;
        this.settings = settings;
        this.pods = pods;
        Engine = engine;
        network = new DockerNetworkFaults(pods, settings.Clock, PodStarter.RetransmissionLimitOf(engine, settings.Needs));
        packets = new DockerPacketFaults(pods, settings.Clock);
        var processes = new DockerProcessFaults(client, pods, settings.Clock, new NodeStart(client, settings.Needs));
        capabilities =
        [
            network,
            packets,
            processes,
            new DockerResourceFaults(client, pods, settings.Clock),
            new DockerNodeJoins(starter, processes, pods, settings.Clock),
            new DockerNodeUpgrades(starter, processes, pods, images, settings.Clock),
            .. settings.Needs.Clocks ? [new DockerClockFaults(pods)] : Array.Empty<object>(),
            .. settings.Needs.Freezer ? [new DockerFreezerFaults(pods)] : Array.Empty<object>(),
            .. settings.Needs is { PowerLoss: false, FileCalls: false, DataFiles: false }
                ? Array.Empty<object>()
                : [new DockerDiskFaults(client, pods, settings.Clock, settings.Needs)],
        ];
    }

    /// <inheritdoc/>
    public string Backend => "docker";

    /// <summary>The engine that it runs on.</summary>
    public EngineInformation Engine { get; }

    /// <inheritdoc/>
    public IReadOnlyList<INode> Nodes => pods;

    /// <summary>When the making of its first container began, all images being there; run clock, ns.</summary>
    public long BegunAtNs { get; internal init; }

    /// <summary>The image of every node.</summary>
    public IReadOnlyList<ImageInUse> Images =>
        [.. pods.Select(pod => new ImageInUse(pod.Name, pod.Image.Reference, pod.Image.Id, pod.Image.Origin))];

    /// <inheritdoc/>
    public bool TryGetFaults<TFaults>([NotNullWhen(true)] out TFaults? faults)
        where TFaults : class
    {
        faults = capabilities.OfType<TFaults>().FirstOrDefault();
        return faults is not null;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<NodeLogLine> FollowLogAsync(string node, CancellationToken cancellationToken)
    {
        var pod = pods.FirstOrDefault(pod => pod.Name == node)
            ?? throw new ArgumentException($"There is no node '{node}' in this cluster.", nameof(node));
        return new NodeLog(client, pod, settings.Clock).FollowAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask CollectAsync(string directory, CancellationToken cancellationToken)
    {
        var collector = new NodeCollector(client, settings.Clock);
        await Task.WhenAll(pods.Select(pod => collector.CollectAsync(pod, directory, cancellationToken)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        await Task.WhenAll(pods.Select(FarewellAsync));
        using var patience = new CancellationTokenSource(RemovalPatience, settings.Clock.TimeProvider);
        try
        {
            await new Leftovers(client).RemoveRunAsync(settings.RunId, patience.Token);
        }
        catch (Exception e) when (EngineErrors.IsOfEngine(e) || e is OperationCanceledException)
        {
            throw new ClusterException(
                $"Not all of the run {settings.RunId} could be removed from the engine: {e.Message.Trim()} Remove the rest with chaos clean.", e);
        }
        finally
        {
            network.Dispose();
            packets.Dispose();
        }
    }

    private async Task FarewellAsync(Pod pod)
    {
        try
        {
            using var patience = new CancellationTokenSource(FarewellPatience, settings.Clock.TimeProvider);
            await pod.Agent.AskAsync(new AgentRequest.Stop(), patience.Token);
        }
        catch (Exception e) when (e is ClusterException or OperationCanceledException)
        {
            // It is gone already, or hangs: the removal below ends it.
        }

        await pod.DisposeAsync();
    }
}
