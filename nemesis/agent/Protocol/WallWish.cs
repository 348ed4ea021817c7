namespace Chaos.Agent;

/// <summary>How wall clocks are to go.</summary>
/// <param name="OffsetNs">Ahead of the true time by this, ns.</param>
/// <param name="DriftPpm">The offset grows by so many parts in a million of the time that passes.</param>
/// <param name="StrobeNs">Every second period of this length shows the true time, ns; 0 where none does.</param>
internal readonly record struct WallWish(long OffsetNs, double DriftPpm, long StrobeNs);
