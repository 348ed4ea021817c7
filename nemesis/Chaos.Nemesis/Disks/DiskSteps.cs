namespace Chaos.Nemeses;

/// <summary>What the faults of data directories have in common.</summary>
internal static class DiskSteps
{
    /// <summary>The capability.</summary>
    public static IDiskFaults Of(NemesisContext context) => context.Cluster.TryGetFaults<IDiskFaults>(out var disks)
        ? disks
        : throw new ClusterException($"The {context.Cluster.Backend} cluster has no disks that faults can reach.");
}
