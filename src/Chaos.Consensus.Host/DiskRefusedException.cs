namespace Chaos.Consensus.Host;

/// <summary>The disk refused a write or flush: the process ends there.</summary>
/// <param name="call">The call that failed, and its error.</param>
/// <param name="inner">What was thrown; null where nothing was.</param>
internal sealed class DiskRefusedException(string call, Exception? inner = null) : Exception(call, inner);
