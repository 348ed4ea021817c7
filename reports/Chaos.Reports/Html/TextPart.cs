namespace Chaos.Reports;

/// <summary>A piece of a sentence: plain text, or a word that the glossary explains.</summary>
/// <param name="Text">The text as it is shown.</param>
/// <param name="Term">The term that it means, or null.</param>
internal readonly record struct TextPart(string Text, string? Term);
