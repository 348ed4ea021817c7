namespace Chaos.Consensus;

/// <summary>What the state machine remembers of a client: its last command and what came of it.</summary>
/// <param name="LastUsed">The position in the log of its last command: the session that is idle longest goes first.</param>
/// <param name="Sequence">The number of its last command.</param>
/// <param name="Result">What came of that.</param>
internal readonly record struct KeyValueSession(long LastUsed, long Sequence, KeyValueResult Result);
