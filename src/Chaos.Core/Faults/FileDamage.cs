namespace Chaos;

/// <summary>What was done to one file.</summary>
/// <param name="Path">Its path below the data directory.</param>
/// <param name="Detail">What was changed, in a sentence with the places.</param>
public sealed record FileDamage(string Path, string Detail);
