namespace Chaos.Checking;

/// <summary>Operations that no order can hold.</summary>
/// <param name="Calls">The operations, in order of invocation.</param>
/// <param name="Sentence">Why, without a full stop.</param>
internal sealed record Contradiction(IReadOnlyList<Call> Calls, string Sentence);
