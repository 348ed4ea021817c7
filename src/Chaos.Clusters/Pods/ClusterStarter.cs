using System.Net;
using Docker.DotNet;

namespace Chaos.Clusters;

/// <summary>Starts a whole cluster: images, network, agents, then the nodes group by group.</summary>
internal sealed class ClusterStarter(IDockerClient client, EngineInformation engine, DockerClusterSettings settings)
{
    private readonly ImageStore store = new(client, settings.Clock.TimeProvider, settings.Progress);

    /// <summary>Starts it; what a failure leaves behind is removed.</summary>
    public async Task<DockerCluster> StartAsync(CancellationToken cancellationToken)
    {
        CheckSettings();
        var agentImage = await new AgentImage(store, engine.Architecture).EnsureAsync(cancellationToken);
        var images = await ResolveImagesAsync(cancellationToken);
        var started = new List<Pod>();
        var begunAtNs = settings.Clock.NowNs;
        try
        {
            var starter = await StartPodsAsync(agentImage, images, started, cancellationToken);
            return new DockerCluster(client, engine, settings, started, starter, images) { BegunAtNs = begunAtNs };
        }
        catch
        {
            foreach (var pod in started)
                await pod.DisposeAsync();
            await new Leftovers(client).RemoveRunAsync(settings.RunId, CancellationToken.None);
            throw;
        }
    }

    private void CheckSettings()
    {
        if (settings.RunId.Length is 0 or > 40 || settings.RunId.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            throw new ArgumentException($"'{settings.RunId}' is no run id: letters, digits and dashes, at most 40.");
        var count = settings.Recipe.Groups.Sum(group => group.Nodes.Count + group.SpareNodes.Count);
        if (count is 0 or > RunNetwork.MaximumNodes)
            throw new UsageException($"A cluster has 1 to {RunNetwork.MaximumNodes} nodes in Docker; {count} were asked for.");
    }

    private async Task<Dictionary<ImageRecipe, ResolvedImage>> ResolveImagesAsync(CancellationToken cancellationToken)
    {
        var resolver = new ImageResolver(client, engine, store);
        var images = new Dictionary<ImageRecipe, ResolvedImage>();
        foreach (var recipe in settings.Recipe.Groups
            .SelectMany(group => new[] { group.Image, group.Upgrade?.Image }).OfType<ImageRecipe>().Distinct())
            images[recipe] = await resolver.ResolveAsync(recipe, cancellationToken);
        return images;
    }

    private async Task<PodStarter> StartPodsAsync(
        ResolvedImage agentImage, Dictionary<ImageRecipe, ResolvedImage> images, List<Pod> started,
        CancellationToken cancellationToken)
    {
        var network = await RunNetwork.CreateAsync(client, settings.RunId, cancellationToken);
        var sites = settings.Recipe.Groups
            .SelectMany(group => group.Nodes.Concat(group.SpareNodes).Select(node => (node, group)))
            .Select((pair, place) => new PodSite(
                pair.node, network.AddressOf(place), pair.group, images[pair.group.Image]))
            .ToList();
        var peers = sites.ToDictionary(site => site.Name, site => site.Address, StringComparer.Ordinal);
        var starter = new PodStarter(
            client, engine, network, agentImage, settings.RunId, settings.Clock, settings.Needs);
        settings.Progress?.Report($"starting {sites.Count} nodes of {settings.Recipe.System} in {network.Subnet}");
        await StartAgentsAsync(starter, sites, peers, started, cancellationToken);
        foreach (var group in settings.Recipe.Groups)
            await Task.WhenAll(started
                .Where(pod => pod.Members == group && !pod.IsSpare)
                .Select(pod => starter.StartNodeAsync(pod, cancellationToken)));
        return starter;
    }

    // All are waited for, also when one fails: what was started must be known to be undone.
    private static async Task StartAgentsAsync(
        PodStarter starter, IReadOnlyList<PodSite> sites, IReadOnlyDictionary<string, IPAddress> peers, List<Pod> started,
        CancellationToken cancellationToken)
    {
        var starts = sites.Select(site => starter.StartAgentAsync(site, peers, cancellationToken)).ToList();
        try
        {
            await Task.WhenAll(starts);
        }
        finally
        {
            foreach (var start in starts.Where(start => start.IsCompletedSuccessfully))
                started.Add(await start);
        }
    }
}
