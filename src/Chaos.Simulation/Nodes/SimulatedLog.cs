namespace Chaos.Simulation;

/// <summary>The lines that a node wrote, over all its lives, and who waits for the next one.</summary>
internal sealed class SimulatedLog
{
    private readonly List<(long AtNs, string Text)> lines = [];
    private TaskCompletionSource? next;

    public IReadOnlyList<(long AtNs, string Text)> Lines => lines;

    public void Write(long atNs, string text)
    {
        lines.Add((atNs, text));
        if (next is not { } waiting) return;
        next = null;
        waiting.TrySetResult();
    }

    /// <summary>Waits until there are more lines than these.</summary>
    public Task MoreThanAsync(int count, CancellationToken cancellationToken)
    {
        if (lines.Count > count) return Task.CompletedTask;
        next ??= new();
        return next.Task.WaitAsync(cancellationToken);
    }
}
