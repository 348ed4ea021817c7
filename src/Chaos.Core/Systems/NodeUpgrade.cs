namespace Chaos;

/// <summary>Another version of the program that nodes run, on the data that they have.</summary>
public sealed record NodeUpgrade
{
    /// <summary>The version at the start, as a node reports it of itself.</summary>
    public required string From { get; init; }

    /// <summary>The version afterwards, as a node then reports it of itself.</summary>
    public required string To { get; init; }

    /// <summary>The image that has it.</summary>
    public required ImageRecipe Image { get; init; }

    /// <summary>What a node runs afterwards, from what it ran before: options may differ from version to version. Default: the same.</summary>
    public Func<NodeLaunch, NodeLaunch> Launch { get; init; } = launch => launch;
}
