namespace Chaos.Checking;

/// <summary>A violation seen while the run goes on.</summary>
/// <param name="Key">The object; null where there is only one.</param>
/// <param name="Sentence">What cannot be.</param>
/// <param name="Index">The index of the completion that nothing explains.</param>
/// <param name="TimeNs">Its time, run clock, ns.</param>
public sealed record OnlineViolation(string? Key, string Sentence, long Index, long TimeNs);
