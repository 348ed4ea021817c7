namespace Chaos;

/// <summary>Why an operation may not come next.</summary>
/// <param name="Operation">The index of the invocation.</param>
/// <param name="Reason">The model's words: <c>read 4, but the register held 5</c>.</param>
public sealed record Refusal(long Operation, string Reason);
