namespace Chaos;

/// <summary>One step of a legal order.</summary>
/// <param name="Operation">The index of the invocation.</param>
/// <param name="State">The model's state afterwards, as people read it.</param>
public sealed record LegalStep(long Operation, string State);
