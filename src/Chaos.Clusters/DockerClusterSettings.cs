namespace Chaos.Clusters;

/// <summary>What to start.</summary>
public sealed record DockerClusterSettings
{
    /// <summary>The run's id: letters, digits and dashes, at most 40; part of every name and label.</summary>
    public required string RunId { get; init; }

    /// <summary>The system's recipe.</summary>
    public required SystemRecipe Recipe { get; init; }

    /// <summary>What has to be prepared for faults before the nodes start.</summary>
    public ClusterNeeds Needs { get; init; } = ClusterNeeds.None;

    /// <summary>The run clock: times of effects and log lines are told on it.</summary>
    public required RunClock Clock { get; init; }

    /// <summary>Hears what is being done, a sentence at a time; may be called from any thread.</summary>
    public IProgress<string>? Progress { get; init; }
}
