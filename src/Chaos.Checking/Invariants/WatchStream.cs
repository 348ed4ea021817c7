namespace Chaos.Checking;

/// <summary>A watch that ended ok.</summary>
/// <param name="Call">Its positions.</param>
/// <param name="From">The first revision that it asked for.</param>
/// <param name="Items">What it was told, in order.</param>
internal sealed record WatchStream(KeyedCall Call, long From, WatchItem[] Items);
