namespace Chaos.Checking;

/// <summary>A poll of a log that ended ok.</summary>
/// <param name="Call">Its positions.</param>
/// <param name="From">The offset from which it was asked.</param>
/// <param name="Seen">What it saw, in its order.</param>
internal sealed record LogPoll(KeyedCall Call, long From, IReadOnlyList<(long Offset, Value Value)> Seen);
