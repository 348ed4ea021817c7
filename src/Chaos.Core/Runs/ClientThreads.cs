namespace Chaos;

/// <summary>All client threads: which are free, and when the operations of the busy ones run out of time.</summary>
internal sealed class ClientThreads
{
    private readonly ClientThread[] threads;
    private readonly int[] free;
    private readonly int[] positionInFree;
    private readonly Queue<(long DeadlineNs, int Thread, long Turn)> deadlines = new();
    private readonly Randomness random;
    private long draws;

    public ClientThreads(ChaosTest test)
    {
        threads = new ClientThread[test.Concurrency];
        free = new int[test.Concurrency];
        positionInFree = new int[test.Concurrency];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new ClientThread(i, test.Nodes[i % test.Nodes.Count]);
            free[i] = positionInFree[i] = i;
        }

        FreeCount = threads.Length;
        random = Randomness.FromSeed(test.Seed).For("process");
    }

    public int Count => threads.Length;

    public int FreeCount { get; private set; }

    public int BusyCount => threads.Length - FreeCount;

    public int BacklogCount { get; private set; }

    public ClientThread this[int thread] => threads[thread];

    /// <summary>A free thread, each with the same chance.</summary>
    public ClientThread DrawFree() => threads[free[random.Below(FreeCount, draws++)]];

    public void MarkBusy(ClientThread thread, Invocation invocation, long deadlineNs)
    {
        Invariant.Check(!thread.IsBusy, "a busy thread was given an operation");
        thread.IsBusy = true;
        thread.Invocation = invocation;
        deadlines.Enqueue((deadlineNs, thread.Thread, ++thread.Turn));
        var position = positionInFree[thread.Thread];
        var last = free[--FreeCount];
        free[position] = last;
        positionInFree[last] = position;
    }

    public void MarkFree(ClientThread thread)
    {
        Invariant.Check(thread.IsBusy, "a free thread ended an operation");
        thread.IsBusy = false;
        positionInFree[thread.Thread] = FreeCount;
        free[FreeCount++] = thread.Thread;
    }

    /// <summary>When the next operation runs out of time; <see cref="long.MaxValue"/> where none is in flight.</summary>
    public long NextDeadlineNs()
    {
        DropOutdated();
        return deadlines.TryPeek(out var head) ? head.DeadlineNs : long.MaxValue;
    }

    /// <summary>The next thread whose operation has run out of time; null where there is none (any more).</summary>
    public ClientThread? NextOverdue(long nowNs) =>
        NextDeadlineNs() <= nowNs ? threads[deadlines.Dequeue().Thread] : null;

    public void Postpone(ClientThread thread, in GeneratorStep step)
    {
        thread.Backlog.Enqueue(step);
        BacklogCount++;
    }

    public GeneratorStep TakePostponed(ClientThread thread)
    {
        BacklogCount--;
        return thread.Backlog.Dequeue();
    }

    public void DropBacklog()
    {
        foreach (var thread in threads) thread.Backlog.Clear();
        BacklogCount = 0;
    }

    // All operations have the same deadline, so the queue is in order of time.
    private void DropOutdated()
    {
        while (deadlines.TryPeek(out var head) && (!threads[head.Thread].IsBusy || threads[head.Thread].Turn != head.Turn))
            deadlines.Dequeue();
    }
}
