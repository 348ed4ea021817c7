namespace Chaos;

/// <summary>How a call to a program ended.</summary>
/// <param name="State">Answered, certainly not sent, or lost.</param>
/// <param name="Reply">The reply, where it was answered.</param>
public readonly record struct ProgramCallResult(ProgramCallState State, ProgramMessage? Reply = null);
