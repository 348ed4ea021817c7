namespace Chaos;

/// <summary>A node's place among the nodes of its cluster. Nodes are numbered from 0 in the order of their names.</summary>
public sealed record ProgramPlace
{
    /// <summary>The names of all nodes that there can be, spare ones included.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>The number of this node.</summary>
    public required int Self { get; init; }

    /// <summary>The numbers of the nodes that are members at the very first start; spare nodes are not among them.</summary>
    public required IReadOnlyList<int> Members { get; init; }
}
