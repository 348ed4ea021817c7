namespace Chaos.Clusters;

/// <summary>What a sweep or <c>chaos clean</c> removed.</summary>
/// <param name="Containers">Containers removed.</param>
/// <param name="Networks">Networks removed.</param>
/// <param name="Volumes">Volumes removed.</param>
/// <param name="LiveRuns">Ids of runs that were left alone because their owner lives.</param>
public sealed record CleanReport(int Containers, int Networks, int Volumes, IReadOnlyList<string> LiveRuns)
{
    /// <summary>Images of ours that newer ones replaced, removed by <c>chaos clean</c>.</summary>
    public int Images { get; init; }

    /// <summary>Loop devices of runs that ended which something else still holds, so that they cannot go.</summary>
    public IReadOnlyList<string> HeldLoopDevices { get; init; } = [];

    /// <summary>Whether anything was removed.</summary>
    public bool RemovedAnything => Containers + Networks + Volumes + Images > 0;
}
