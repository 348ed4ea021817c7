namespace Chaos.Consensus;

/// <summary>What a node finds on its disk when it starts.</summary>
internal sealed record RaftRecovered(long Term, int Vote, RaftSnapshot? Snapshot, RaftLog Log);
