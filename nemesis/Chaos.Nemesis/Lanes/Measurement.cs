namespace Chaos.Nemeses;

/// <summary>What a measurement said.</summary>
/// <param name="Holds">Whether it proves what it was made to prove.</param>
/// <param name="Sentence">What was measured.</param>
internal readonly record struct Measurement(bool Holds, string Sentence);
