namespace Chaos.Clusters;

/// <summary>The labels on everything that Chaos creates in an engine.</summary>
internal static class ChaosLabels
{
    /// <summary>The run's id.</summary>
    public const string Run = "chaos.run";

    /// <summary>The owner: <c>host/pid/start time</c>.</summary>
    public const string Owner = "chaos.owner";

    /// <summary>The node that a container or volume belongs to.</summary>
    public const string Node = "chaos.node";

    /// <summary><c>agent</c> or <c>node</c>.</summary>
    public const string Part = "chaos.part";

    /// <summary>The SHA-256 of what an image was built from.</summary>
    public const string Content = "chaos.content";

    /// <summary>The labels of something that belongs to one node of a run.</summary>
    public static Dictionary<string, string> Of(string runId, string? node = null, string? part = null)
    {
        var labels = new Dictionary<string, string>
        {
            [Run] = runId,
            [Owner] = RunOwner.Current.ToString(),
        };
        if (node is not null)
            labels[Node] = node;
        if (part is not null)
            labels[Part] = part;
        return labels;
    }

    /// <summary>The filter of list requests that finds everything of ours.</summary>
    public static IDictionary<string, IDictionary<string, bool>> Filter(string label = Run) =>
        new Dictionary<string, IDictionary<string, bool>>
        {
            ["label"] = new Dictionary<string, bool> { [label] = true },
        };
}
