namespace Chaos.Consensus;

/// <summary>What a node finds on its disk when it starts.</summary>
/// <param name="Promised">The highest ballot that it took part in.</param>
/// <param name="Chosen">A slot up to which its accepted values are the chosen ones.</param>
/// <param name="Snapshot">Its snapshot; null for none.</param>
/// <param name="Log">What it accepted after that.</param>
internal sealed record PaxosRecovered(long Promised, long Chosen, PaxosSnapshot? Snapshot, PaxosLog Log);
