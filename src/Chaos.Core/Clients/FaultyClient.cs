namespace Chaos;

/// <summary>One process' client with the faults of its worker around it. A crash is for good: the process retires by the info it causes.</summary>
internal sealed class FaultyClient(IClient inner, ClientWorker worker, RunClock clock) : IClient
{
    // What waits for it goes on at once, on the same thread: the pool would be outside of virtual time.
    private readonly TaskCompletionSource crash = new();

    public void PauseKeepAlives() => (inner as ISessionClient)?.PauseKeepAlives();

    public void ResumeKeepAlives() => (inner as ISessionClient)?.ResumeKeepAlives();

    public void DelayKeepAlives(TimeSpan delay) => (inner as ISessionClient)?.DelayKeepAlives(delay);

    public void Crash()
    {
        PauseKeepAlives();
        crash.TrySetResult();
    }

    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var startNs = clock.NowNs;
        await worker.PassAsync(cancellationToken);
        var delay = worker.Delay;
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, clock.TimeProvider, cancellationToken);
            worker.CountDelayed(clock.NowNs - startNs);
        }

        if (crash.Task.IsCompleted) return Crashed("the client had crashed before it sent the operation");
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var call = inner.InvokeAsync(invocation, givenUp.Token).AsTask();
        if (await Task.WhenAny(call, crash.Task) != call)
        {
            await GiveUpAsync(call, givenUp);
            return Crashed("the client crashed before the answer came");
        }

        var completion = await call;
        if (delay > TimeSpan.Zero) await Task.Delay(delay, clock.TimeProvider, cancellationToken);
        while (!worker.TryAnswer(invocation, completion)) await worker.PassAsync(cancellationToken);
        return crash.Task.IsCompleted ? Crashed("the client crashed before it saw the answer") : completion;
    }

    public ValueTask DisposeAsync() =>
        crash.Task.IsCompleted && inner is ISessionClient session ? session.AbandonAsync() : inner.DisposeAsync();

    // The connection may only be closed when nothing uses it any more; how the call ends no longer matters.
    private static Task GiveUpAsync(Task call, CancellationTokenSource givenUp)
    {
        givenUp.Cancel(); // on this thread, or virtual time would lose it
        return LetEndAsync(call);
    }

    private static async Task LetEndAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception)
        {
            // Nobody is left to be told.
        }
    }

    private Completion Crashed(string how)
    {
        worker.CountCrashed();
        return Completion.Info(how);
    }
}
