namespace Chaos;

/// <summary>The faults in force on one worker, and what became of its operations.</summary>
internal sealed class ClientWorker
{
    private readonly Lock gate = new();
    private TaskCompletionSource? pause;
    private FaultyClient? current;
    private TimeSpan delay;
    private ClientUse use;

    public ClientUse Use
    {
        get
        {
            lock (gate) return use;
        }
    }

    public TimeSpan Delay
    {
        get
        {
            lock (gate) return delay;
        }
    }

    public FaultyClient Seat(FaultyClient client)
    {
        TimeSpan slow;
        lock (gate)
        {
            (current, slow) = (client, delay);
            use = use with { Holds = false }; // what another process of the worker holds is not this one's
        }

        if (slow > TimeSpan.Zero) client.DelayKeepAlives(slow);
        return client;
    }

    public void Pause()
    {
        lock (gate) pause ??= new TaskCompletionSource(); // continues where it ends, also in virtual time
        current?.PauseKeepAlives();
    }

    public void Resume()
    {
        TaskCompletionSource? ended;
        lock (gate) (ended, pause) = (pause, null);
        current?.ResumeKeepAlives();
        ended?.SetResult();
    }

    public void Crash() => current?.Crash();

    public void SetDelay(TimeSpan wanted)
    {
        lock (gate)
        {
            delay = wanted;
            if (wanted > TimeSpan.Zero) use = use with { LeastDelayNs = null };
        }

        current?.DelayKeepAlives(wanted);
    }

    /// <summary>Waits while the worker is paused.</summary>
    public async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        Task? wait;
        lock (gate)
        {
            wait = pause?.Task;
            if (wait is not null) use = use with { Held = use.Held + 1 };
        }

        if (wait is not null) await wait.WaitAsync(cancellationToken);
    }

    /// <summary>An answer reaches the worker; false where it is paused again and has to wait once more.</summary>
    public bool TryAnswer(in Invocation invocation, in Completion completion)
    {
        lock (gate)
        {
            if (pause is not null) return false;
            use = use with { Answered = use.Answered + 1, Holds = HoldsAfter(use.Holds, invocation.F, completion.Type) };
            return true;
        }
    }

    public void CountOpened()
    {
        lock (gate) use = use with { Opened = use.Opened + 1 };
    }

    public void CountCrashed()
    {
        lock (gate) use = use with { Crashed = use.Crashed + 1 };
    }

    public void CountDelayed(long tookNs)
    {
        lock (gate)
        {
            use = use with
            {
                Delayed = use.Delayed + 1,
                LeastDelayNs = Math.Min(use.LeastDelayNs ?? long.MaxValue, tookNs),
            };
        }
    }

    // As far as the worker itself can know: what it won and did not give back, nor was refused.
    private static bool HoldsAfter(bool held, string function, OperationType type) => (function, type) switch
    {
        (LockOperations.Acquire or ElectionOperations.Campaign, _) => type is OperationType.Ok,
        (LockOperations.Release or ElectionOperations.Resign, _) => false,
        (LockOperations.Act, OperationType.Fail) => false,
        _ => held,
    };
}
