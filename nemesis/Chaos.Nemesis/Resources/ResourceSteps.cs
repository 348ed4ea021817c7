namespace Chaos.Nemeses;

/// <summary>What limits of memory and of processor time have in common.</summary>
internal static class ResourceSteps
{
    /// <summary>The capability.</summary>
    public static IResourceFaults Of(NemesisContext context) => context.Cluster.TryGetFaults<IResourceFaults>(out var resources)
        ? resources
        : throw new ClusterException($"The {context.Cluster.Backend} cluster cannot limit what nodes use.");

    /// <summary>What each node used so far, in the order of the nodes.</summary>
    public static async Task<ResourceUse[]> InspectAsync(
        NemesisContext context, IReadOnlyList<string> nodes, CancellationToken cancellationToken) =>
        await Task.WhenAll(nodes.Select(node => Of(context).InspectResourcesAsync(node, cancellationToken).AsTask()));

    /// <summary>Says which node does not run; null where all do.</summary>
    public static async ValueTask<string?> WhyNotRunningAsync(
        NemesisContext context, IReadOnlyList<string> nodes, CancellationToken cancellationToken)
    {
        var found = await ProcessSteps.InspectAsync(context, nodes, cancellationToken);
        return nodes.Zip(found).FirstOrDefault(pair => pair.Second.State is not NodeProcessState.Running).First is { } node
            ? $"{node} does not run, though no fault stopped it."
            : null;
    }
}
