namespace Chaos;

/// <summary>Where a driver runs the work of clients and nemeses.</summary>
internal interface IWorkDispatcher
{
    /// <summary>Timers of this driver are no finer than this; waits are rounded up to it.</summary>
    long TimerResolutionNs { get; }

    /// <summary>Runs the item soon, never within this call.</summary>
    void Queue(IThreadPoolWorkItem item);
}
