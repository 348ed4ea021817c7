namespace Chaos.Simulation;

/// <summary>How far a file is covered by a flush.</summary>
internal readonly record struct DiskMark(byte[]? Content, int Length, int Generation);
