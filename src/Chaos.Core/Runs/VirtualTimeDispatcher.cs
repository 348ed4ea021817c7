namespace Chaos;

/// <summary>Work on the one thread of virtual time.</summary>
internal sealed class VirtualTimeDispatcher(VirtualTime time) : IWorkDispatcher
{
    public long TimerResolutionNs => 100;

    public void Queue(IThreadPoolWorkItem item) => time.Post(item.Execute);
}
