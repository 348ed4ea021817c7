namespace Chaos;

/// <summary>A line of a node's log.</summary>
/// <param name="Node">The node.</param>
/// <param name="ReceivedNs">When it reached us, run clock, ns.</param>
/// <param name="Text">The line, without its end.</param>
public readonly record struct NodeLogLine(string Node, long ReceivedNs, string Text);
