namespace Chaos.Consensus;

/// <summary>Chosen values.</summary>
internal sealed class PaxosLearnt : PaxosMessage
{
    public override string Name => "Learnt";

    /// <summary>Values of slots that follow each other, all of them chosen.</summary>
    public required PaxosEntry[] Entries { get; init; }

    /// <summary>In place of slots that are compacted away; null where none are missing.</summary>
    public PaxosSnapshot? Snapshot { get; init; }
}
