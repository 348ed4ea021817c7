using Docker.DotNet;
using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>Finds and removes what runs left in the engine.</summary>
internal sealed class Leftovers(IDockerClient client)
{
    private sealed record Found(string Id, string RunId, string? Owner, bool Running);

    /// <summary>Removes all that belongs to runs that end here: those that <paramref name="isOver"/> names, by owner and activity.</summary>
    public async Task<CleanReport> RemoveAsync(
        Func<OwnerState, bool, bool> isOver, CancellationToken cancellationToken)
    {
        // First, so that a run which begins meanwhile is found among the living below.
        var loops = LoopDevices.List();
        var containers = await ListContainersAsync(cancellationToken);
        var networks = await ListNetworksAsync(cancellationToken);
        var volumes = await ListVolumesAsync(cancellationToken);
        var over = new HashSet<string>(StringComparer.Ordinal);
        var live = new List<string>();
        foreach (var run in containers.Concat(networks).Concat(volumes).GroupBy(found => found.RunId))
        {
            var running = run.Any(found => found.Running);
            if (run.All(found => isOver(StateOf(found.Owner), running)))
                over.Add(run.Key);
            else
                live.Add(run.Key);
        }

        return new CleanReport(
            await RemoveAllAsync(containers, over, RemoveContainerAsync, cancellationToken),
            await RemoveAllAsync(networks, over, RemoveNetworkAsync, cancellationToken),
            await RemoveAllAsync(volumes, over, RemoveVolumeAsync, cancellationToken),
            live)
        {
            HeldLoopDevices = await LoopDevices.AwaitGoneAsync(
                loops.Where(loop => !live.Any(run => loop.Value.StartsWith($"{run}-", StringComparison.Ordinal))).ToDictionary(),
                TimeProvider.System, cancellationToken),
        };
    }

    /// <summary>Removes all that belongs to one run.</summary>
    public async Task RemoveRunAsync(string runId, CancellationToken cancellationToken)
    {
        HashSet<string> over = [runId];
        await RemoveAllAsync(
            await ListContainersAsync(cancellationToken), over, RemoveContainerAsync, cancellationToken);
        await RemoveAllAsync(await ListNetworksAsync(cancellationToken), over, RemoveNetworkAsync, cancellationToken);
        await RemoveAllAsync(await ListVolumesAsync(cancellationToken), over, RemoveVolumeAsync, cancellationToken);
    }

    /// <summary>How many containers, networks and volumes of runs that ended are still there.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        List<Found> all =
        [
            .. await ListContainersAsync(cancellationToken),
            .. await ListNetworksAsync(cancellationToken),
            .. await ListVolumesAsync(cancellationToken),
        ];
        return all.Count(found => StateOf(found.Owner) == OwnerState.Dead);
    }

    /// <summary>Removes images that were built here and lost their tag to a newer one.</summary>
    public async Task<int> RemoveReplacedImagesAsync(CancellationToken cancellationToken)
    {
        var filters = ChaosLabels.Filter(ChaosLabels.Content);
        filters["dangling"] = new Dictionary<string, bool> { ["true"] = true };
        var answer = await client.Images.PruneImagesAsync(
            new ImagesPruneParameters { Filters = filters }, cancellationToken);
        return answer.ImagesDeleted?.Count(image => !string.IsNullOrEmpty(image.Deleted)) ?? 0;
    }

    private static OwnerState StateOf(string? owner) =>
        RunOwner.TryParse(owner, out var parsed) ? parsed.Look() : OwnerState.Dead;

    private static async Task<int> RemoveAllAsync(
        IEnumerable<Found> all, HashSet<string> over, Func<string, CancellationToken, Task> removeAsync,
        CancellationToken cancellationToken)
    {
        var mine = all.Where(found => over.Contains(found.RunId)).ToList();
        await Task.WhenAll(mine.Select(found => removeAsync(found.Id, cancellationToken)));
        return mine.Count;
    }

    private async Task<List<Found>> ListContainersAsync(CancellationToken cancellationToken)
    {
        var list = await client.Containers.ListContainersAsync(
            new ContainersListParameters { All = true, Filters = ChaosLabels.Filter() }, cancellationToken);
        return [.. list.Select(c => Describe(c.ID, c.Labels, c.State == "running"))];
    }

    private async Task<List<Found>> ListNetworksAsync(CancellationToken cancellationToken)
    {
        var list = await client.Networks.ListNetworksAsync(
            new NetworksListParameters { Filters = ChaosLabels.Filter() }, cancellationToken);
        return [.. list.Select(n => Describe(n.ID, n.Labels, false))];
    }

    private async Task<List<Found>> ListVolumesAsync(CancellationToken cancellationToken)
    {
        var list = await client.Volumes.ListAsync(
            new VolumesListParameters { Filters = ChaosLabels.Filter() }, cancellationToken);
        return [.. (list.Volumes ?? []).Select(v => Describe(v.Name, v.Labels, false))];
    }

    private static Found Describe(string id, IDictionary<string, string> labels, bool running) =>
        new(id, labels[ChaosLabels.Run], labels.TryGetValue(ChaosLabels.Owner, out var owner) ? owner : null, running);

    // An agent that ends by itself is removed by the engine, too; the two may stand in each other's way, and neither removes it then.
    private async Task RemoveContainerAsync(string id, CancellationToken cancellationToken) =>
        await EngineErrors.RetryWhileBusyAsync(
            token => client.Containers.RemoveContainerAsync(
                id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, token),
            cancellationToken);

    private async Task RemoveNetworkAsync(string id, CancellationToken cancellationToken) =>
        await EngineErrors.RetryWhileBusyAsync(token => client.Networks.DeleteNetworkAsync(id, token), cancellationToken);

    private async Task RemoveVolumeAsync(string name, CancellationToken cancellationToken) =>
        await EngineErrors.RetryWhileBusyAsync(
            token => client.Volumes.RemoveAsync(name, true, token), cancellationToken);
}
