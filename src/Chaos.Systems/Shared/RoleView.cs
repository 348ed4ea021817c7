namespace Chaos.Systems;

/// <summary>What a node says of its role.</summary>
/// <param name="Role">Its role.</param>
/// <param name="Term">Its term, epoch or view, where it tells one.</param>
/// <param name="Leader">The node that it takes for the leader, where it tells.</param>
/// <param name="Detail">What else it tells, in a few words.</param>
internal sealed record RoleView(NodeRole Role, long? Term = null, string? Leader = null, string? Detail = null);
