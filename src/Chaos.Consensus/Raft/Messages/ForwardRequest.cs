namespace Chaos.Consensus;

/// <summary>A follower passes a client's command on to the leader.</summary>
internal sealed class ForwardRequest : RaftMessage
{
    public override string Name => "Forward";

    /// <summary>The call at the follower.</summary>
    public required long Call { get; init; }

    public required KeyValueCommand Command { get; init; }
}
