namespace Chaos;

/// <summary>How a call to a program ended.</summary>
/// <param name="State">Answered, certainly not sent, or lost.</param>
/// <param name="Reply">The reply, where it was answered.</param>
/// <param name="Reason">Why it was not, in a few words, where more is known than the state says.</param>
public readonly record struct ProgramCallResult(ProgramCallState State, ProgramMessage? Reply = null, string? Reason = null);
