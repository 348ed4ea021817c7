namespace Chaos.Reports;

/// <summary>A word that verdicts and reports use.</summary>
/// <param name="Name">The word, as it is written in text and after <c>chaos explain</c>.</param>
/// <param name="Text">What it means, in one or two sentences.</param>
public sealed record GlossaryTerm(string Name, string Text);
