namespace Chaos;

/// <summary>Work on the thread pool, in real time.</summary>
internal sealed class ThreadPoolDispatcher : IWorkDispatcher
{
    public long TimerResolutionNs => 1_000_000;

    public void Queue(IThreadPoolWorkItem item) => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
}
