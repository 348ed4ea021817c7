namespace Chaos.Consensus;

/// <summary>Asks a node what it is now.</summary>
/// <param name="withDigest">Whether the digest of its state is wanted, which costs a walk over all keys.</param>
public sealed class ProbeRequest(bool withDigest = false) : ProgramMessage
{
    /// <summary>The request without a digest.</summary>
    public static ProbeRequest Plain { get; } = new();

    /// <inheritdoc/>
    public override string Name => "ProbeRequest";

    /// <summary>Whether the digest of its state is wanted.</summary>
    public bool WithDigest => withDigest;
}
