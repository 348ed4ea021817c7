namespace Chaos;

/// <summary>The queue of continuations of virtual time; first come, first served, on one thread.</summary>
internal sealed class VirtualContext(int threadId) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> ready = new();
    private volatile bool left;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != threadId)
        {
            left = true;
            return;
        }

        ready.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    public bool HasReady => ready.Count > 0;

    public bool TryRunOne()
    {
        if (left)
        {
            throw new InvalidOperationException(
                "Something in virtual time left its thread (ConfigureAwait(false), the thread pool, or a real timer), so its order "
                + "would not be the same next time. Await on the same context, and take times from the VirtualTime.");
        }

        if (!ready.TryDequeue(out var next)) return false;
        next.Callback(next.State);
        return true;
    }
}
