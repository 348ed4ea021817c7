namespace Chaos;

/// <summary>How a node joins a running cluster.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Members">All members by then, by name, itself included.</param>
/// <param name="Life">
/// Counts the node's lives as a new member, from 1: the launch must begin with empty data, for instance in a directory named after it.
/// </param>
public sealed record NodeJoin(NodePlace Place, IReadOnlyList<string> Members, int Life);
