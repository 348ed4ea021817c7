namespace Chaos;

/// <summary>How to start a system, as data: an image and groups of nodes.</summary>
public sealed record SystemRecipe
{
    /// <summary>The system.</summary>
    public required string System { get; init; }

    /// <summary>The groups, in the order in which they start.</summary>
    public required IReadOnlyList<NodeGroup> Groups { get; init; }

    /// <summary>How long the cluster may take until every node is ready. Default 60 s.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);
}
