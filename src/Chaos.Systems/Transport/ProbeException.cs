namespace Chaos.Systems;

/// <summary>A probe got no usable answer; the message says why, in a few words.</summary>
internal sealed class ProbeException(string message, Exception? inner = null) : Exception(message, inner);
