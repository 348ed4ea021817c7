namespace Chaos;

/// <summary>
/// Drives a scheduler: waits for events and times, steps, hands what was recorded to the kernel, then does the actions. The same
/// loop serves real and virtual time; they differ in the clock and in where work runs.
/// </summary>
internal sealed class RunLoop : IDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);
    private const long ProgressNs = 1_000_000_000;
    private readonly ChaosTest test;
    private readonly RunClock clock;
    private readonly IWorkDispatcher dispatcher;
    private readonly IProgress<RunProgress>? progress;
    private readonly Inbox inbox;
    private readonly Recorder recorder;
    private readonly Scheduler scheduler;
    private readonly ClientSession?[] sessions;
    private readonly List<ClientSession> retired = [];
    private readonly NemesisWork nemeses;
    private long progressAtNs;
    private int phasesTold;

    public RunLoop(
        ChaosTest test, RunClock clock, Journal? journal, IWorkDispatcher dispatcher, IProgress<RunProgress>? progress)
    {
        test.Validate();
        this.test = test;
        this.clock = clock;
        this.dispatcher = dispatcher;
        this.progress = progress;
        inbox = new Inbox(clock, dispatcher.TimerResolutionNs);
        recorder = new Recorder(journal, test.Observer);
        scheduler = new Scheduler(test, recorder, clock.NowNs);
        sessions = new ClientSession?[test.Concurrency];
        nemeses = new NemesisWork(test, clock, inbox, dispatcher);
    }

    public async Task<TestOutcome> RunAsync(CancellationToken cancellationToken)
    {
        await using var interruption = cancellationToken.Register(
            () => inbox.Post(new RunEvent { Kind = RunEventKind.Interrupted, TimeNs = clock.NowNs }));
        try
        {
            await DriveAsync();
        }
        catch (Exception exception)
        {
            // The scheduler itself cannot be trusted any more: stop, heal, keep what there is.
            scheduler.Fail(new RunFailure(RunFailureKind.Bug, $"The scheduler failed: {ClientSession.Describe(exception)}")
            {
                Exception = exception,
            });
            await nemeses.StopAndHealAsync();
        }

        await CloseAsync();
        return scheduler.ToOutcome(recorder.ToHistory());
    }

    public void Dispose()
    {
        inbox.Dispose();
        nemeses.Dispose();
    }

    private async Task DriveAsync()
    {
        var actions = new List<RunAction>(sessions.Length);
        var failed = false;
        while (true)
        {
            actions.Clear();
            scheduler.Step(inbox.Drain(), clock.NowNs, actions);
            var recorded = recorder.TryCommit();
            TellPhases();
            if (test.Observer?.StopReason is { } reason) scheduler.StopEarly(reason, clock.NowNs);
            foreach (var action in actions) Do(action, recorded);
            if (!recorded && !failed)
            {
                failed = true;
                scheduler.Fail(new RunFailure(RunFailureKind.Infrastructure, recorder.Failure!.Message)
                {
                    Exception = recorder.Failure,
                });
                continue;
            }

            if (scheduler.IsDone) return;
            await inbox.WaitAsync(ReportProgress());
        }
    }

    private void TellPhases()
    {
        for (; phasesTold < scheduler.Begun.Count; phasesTold++)
        {
            try
            {
                test.OnPhase?.Invoke(scheduler.Begun[phasesTold].Phase, scheduler.Begun[phasesTold].StartNs);
            }
            catch (Exception exception)
            {
                var kind = exception is IOException ? RunFailureKind.Infrastructure : RunFailureKind.Bug;
                scheduler.Fail(new RunFailure(kind, $"The begin of a phase could not be told: {ClientSession.Describe(exception)}")
                {
                    Exception = exception,
                });
            }
        }
    }

    private void Do(in RunAction action, bool recorded)
    {
        switch (action.Kind)
        {
            case RunActionKind.Invoke when recorded: SessionOf(action).Start(action.Invocation); break;
            case RunActionKind.Invoke: Refuse(action, RunEventKind.ClientEnded); break;
            case RunActionKind.Retire: Retire(action.Lane, action.Process); break;
            case RunActionKind.InvokeNemesis when recorded: nemeses.Invoke(action.Lane, action.Invocation); break;
            case RunActionKind.InvokeNemesis: Refuse(action, RunEventKind.NemesisEnded); break;
            case RunActionKind.CancelNemeses: nemeses.Cancel(); break;
            case RunActionKind.Heal: nemeses.Heal(); break;
            case RunActionKind.AwaitHealth: nemeses.AwaitHealth(); break;
        }
    }

    // What is not in the journal must not be sent.
    private void Refuse(in RunAction action, RunEventKind kind) => inbox.Post(new RunEvent
    {
        Kind = kind,
        Lane = action.Lane,
        Process = action.Process,
        TimeNs = clock.NowNs,
        Completion = Completion.Fail("not sent: the journal could not be written"),
    });

    private ClientSession SessionOf(in RunAction action)
    {
        ref var session = ref sessions[action.Lane];
        if (session?.Process == action.Process) return session;
        var seat = new ClientSeat(action.Process, action.Lane, test.Nodes[action.Lane % test.Nodes.Count]);
        return session = new ClientSession(seat, test.OpenClient, clock, inbox, dispatcher);
    }

    private void Retire(int lane, int process)
    {
        if (sessions[lane] is not { } session || session.Process != process) return;
        sessions[lane] = null;
        retired.RemoveAll(old => old.Closed.IsCompleted);
        retired.Add(session);
        session.Retire();
    }

    private long ReportProgress()
    {
        if (progress is null) return scheduler.WakeNs;
        var nowNs = clock.NowNs;
        if (nowNs >= progressAtNs)
        {
            progressAtNs = nowNs + ProgressNs;
            progress.Report(scheduler.ProgressAt(nowNs));
        }

        return Math.Min(scheduler.WakeNs, progressAtNs);
    }

    // Clients get a moment to close their connections; one that hangs is left behind.
    private async Task CloseAsync()
    {
        for (var lane = 0; lane < sessions.Length; lane++)
        {
            if (sessions[lane] is { } session) Retire(lane, session.Process);
        }

        using var enough = new CancellationTokenSource(CloseLimit, clock.TimeProvider);
        try
        {
            await Task.WhenAll(retired.Select(session => session.Closed)).WaitAsync(enough.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
