namespace Chaos;

/// <summary>An action as a work item. The action must not throw.</summary>
internal sealed class WorkItem(Action action) : IThreadPoolWorkItem
{
    public void Execute() => action();
}
