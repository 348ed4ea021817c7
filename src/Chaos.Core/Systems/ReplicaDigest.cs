namespace Chaos;

/// <summary>A digest of what a replica holds.</summary>
/// <param name="Digest">Equal states have equal ones.</param>
/// <param name="Basis">From where on it counts (a compacted revision, say): digests compare only where these are equal.</param>
public readonly record struct ReplicaDigest(string Digest, long Basis);
