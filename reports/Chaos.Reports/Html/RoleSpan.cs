namespace Chaos.Reports;

/// <summary>A stretch in which all observations of a node agree.</summary>
/// <param name="FromNs">When the first of them was asked.</param>
/// <param name="ToNs">When the last of them had come.</param>
/// <param name="Role">The role.</param>
/// <param name="Term">The term, where known.</param>
internal readonly record struct RoleSpan(long FromNs, long ToNs, NodeRole Role, long? Term);
