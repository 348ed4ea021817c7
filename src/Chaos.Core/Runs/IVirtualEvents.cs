namespace Chaos;

/// <summary>A source of events that shares virtual time with timers: a simulated cluster, with a queue made for millions of them.</summary>
public interface IVirtualEvents
{
    /// <summary>When its next event happens, ns of virtual time; <see cref="long.MaxValue"/> where there is none.</summary>
    long NextNs { get; }

    /// <summary>
    /// Runs events in order of time, moving the clock with <see cref="VirtualTime.AdvanceTo"/>, until none is due by the limit or
    /// <see cref="VirtualTime.MustYield"/> says so.
    /// </summary>
    void Run(long limitNs);
}
