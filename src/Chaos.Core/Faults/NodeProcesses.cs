namespace Chaos;

/// <summary>The processes of a node at one moment.</summary>
/// <param name="State">Running, paused (all stopped), or gone (none left).</param>
/// <param name="Incarnation">
/// Names this life of the node's main process (its pid and start time): it differs after a restart. Null while it is gone.
/// </param>
public sealed record NodeProcesses(NodeProcessState State, string? Incarnation);
