namespace Chaos.Consensus;

/// <summary>Phase 2a for a run of slots; without values the leader's heartbeat.</summary>
internal sealed class PaxosAccept : PaxosMessage
{
    public override string Name => Entries.Length == 0 ? "Heartbeat" : "Accept";

    /// <summary>Values of slots that follow each other.</summary>
    public required PaxosEntry[] Entries { get; init; }

    /// <summary>All slots up to this one are chosen.</summary>
    public required long Chosen { get; init; }

    /// <summary>Counts the leader's rounds of messages; the reply repeats it, which confirms reads.</summary>
    public required long Round { get; init; }
}
