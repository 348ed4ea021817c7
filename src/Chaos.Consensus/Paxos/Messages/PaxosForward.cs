namespace Chaos.Consensus;

/// <summary>A node passes a client's command on to the leader.</summary>
internal sealed class PaxosForward : PaxosMessage
{
    public override string Name => "Forward";

    /// <summary>The call at the node.</summary>
    public required long Call { get; init; }

    public required KeyValueCommand Command { get; init; }
}
