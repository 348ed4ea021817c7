namespace Chaos.Consensus;

/// <summary>Phase 1b: a promise, and what the acceptor has accepted so far.</summary>
internal sealed class PaxosPromised : PaxosMessage
{
    public override string Name => "Promise";

    /// <summary>Accepted values in the order of their slots, from the slot that was asked for.</summary>
    public required PaxosEntry[] Accepted { get; init; }

    /// <summary>In place of slots that the acceptor has compacted away; null where none are missing.</summary>
    public PaxosSnapshot? Snapshot { get; init; }
}
