namespace Chaos.Agent;

/// <summary>A file of the data directory.</summary>
/// <param name="Path">Its path below the data directory.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record DataFile(string Path, long Bytes);
