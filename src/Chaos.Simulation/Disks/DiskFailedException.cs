namespace Chaos.Simulation;

/// <summary>The disk refused a write or flush: the process ends there.</summary>
internal sealed class DiskFailedException(string call) : Exception(call);
