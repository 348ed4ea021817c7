namespace Chaos;

/// <summary>Runs what nemeses do, the final heal, and the wait for health.</summary>
internal sealed class NemesisWork(ChaosTest test, RunClock clock, Inbox inbox, IWorkDispatcher dispatcher) : IDisposable
{
    private readonly CancellationTokenSource stop = new();

    public void Invoke(int lane, Invocation invocation) =>
        dispatcher.Queue(new WorkItem(() => _ = InvokeAsync(lane, invocation)));

    public void Cancel() => dispatcher.Queue(new WorkItem(() =>
    {
        try
        {
            stop.Cancel();
        }
        catch (AggregateException)
        {
            // A callback of the nemesis' own; its operation ends with an info, or is given up.
        }
    }));

    public void Heal() => dispatcher.Queue(new WorkItem(() => _ = HealAndTellAsync()));

    public void AwaitHealth() => dispatcher.Queue(new WorkItem(() => _ = AwaitHealthAsync()));

    public async Task StopAndHealAsync()
    {
        Cancel();
        var healed = HealAllAsync();
        await Task.WhenAny(healed, Task.Delay(test.HealLimit, clock.TimeProvider));
    }

    public void Dispose() => stop.Dispose();

    private async Task InvokeAsync(int lane, Invocation invocation)
    {
        Completion completion;
        try
        {
            completion = await test.Nemeses[lane].InvokeAsync(invocation, stop.Token);
        }
        catch (Exception exception)
        {
            completion = Completion.Info(ClientSession.Describe(exception));
        }

        inbox.Post(new RunEvent
        {
            Kind = RunEventKind.NemesisEnded,
            Lane = lane,
            Process = Operation.NemesisProcess,
            TimeNs = clock.NowNs,
            Completion = completion,
        });
    }

    private async Task HealAndTellAsync()
    {
        var failed = await HealAllAsync();
        inbox.Post(new RunEvent { Kind = RunEventKind.HealEnded, TimeNs = clock.NowNs, Message = failed });
    }

    // All at once: one fault may only be ended when another is over (a member joins no cluster that is cut in two). What failed
    // beside the others is tried once more by itself.
    private async Task<string?> HealAllAsync()
    {
        using var limit = new CancellationTokenSource(test.HealLimit, clock.TimeProvider);
        var tries = await Task.WhenAll(test.Nemeses.Select(lane => TryHealAsync(lane, limit.Token)));
        var failures = new List<string>();
        foreach (var lane in test.Nemeses.Where((_, i) => tries[i] is not null))
        {
            if (await TryHealAsync(lane, limit.Token) is { } failure) failures.Add(failure);
        }

        return failures.Count == 0 ? null : string.Join("; ", failures);
    }

    private static async Task<string?> TryHealAsync(NemesisLane lane, CancellationToken cancellationToken)
    {
        try
        {
            await lane.HealAsync(cancellationToken);
            return null;
        }
        catch (Exception exception)
        {
            return $"{lane.Name}: {ClientSession.Describe(exception)}";
        }
    }

    private async Task AwaitHealthAsync()
    {
        string? why;
        using var limit = new CancellationTokenSource(test.RecoveryLimit, clock.TimeProvider);
        try
        {
            why = await test.AwaitHealth!(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            why = $"it was not healthy within {test.RecoveryLimit.TotalSeconds} s";
        }
        catch (Exception exception)
        {
            why = ClientSession.Describe(exception);
        }

        inbox.Post(new RunEvent { Kind = RunEventKind.HealthEnded, TimeNs = clock.NowNs, Message = why });
    }
}
