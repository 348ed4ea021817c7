namespace Chaos.Nemeses;

/// <summary>A resolved target.</summary>
/// <param name="Role">As what the nodes were chosen: <c>leader</c>, <c>one</c>, <c>minority</c>, ...</param>
/// <param name="Nodes">The nodes.</param>
internal sealed record TargetDraw(string Role, IReadOnlyList<string> Nodes);
