namespace Chaos;

/// <summary>The last line of a file whose writer was stopped in the middle of it: it was left out, and the user is told.</summary>
/// <param name="Number">Its line number, from 1.</param>
/// <param name="Text">What is there of it, at most 200 characters.</param>
public sealed record TornLine(long Number, string Text);
