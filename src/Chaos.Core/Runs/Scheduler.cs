namespace Chaos;

/// <summary>
/// The run as a synchronous state machine: events and the time in, recorded entries and actions out. Nothing in it awaits, and it
/// draws by counters only, so that the same events at the same times give the same bytes. A driver does the actions, after it has
/// handed what was recorded to the kernel.
/// </summary>
internal sealed partial class Scheduler
{
    private const long NemesisGraceNs = 10_000_000_000;
    private readonly ChaosTest test;
    private readonly Recorder recorder;
    private readonly List<PhaseTime> phases = [];
    private readonly List<(string Phase, long StartNs)> begun = [];
    private bool stopping;
    private bool interrupted;
    private bool nemesesCancelled;
    private bool healRequested;
    private bool healEnded;
    private bool healthRequested;
    private bool healthEnded;
    private bool finalComplete;
    private long phaseStartNs;
    private long phaseLimitNs;
    private long? healedAtNs;
    private long? healthyAtNs;
    private string? recoveryFailure;
    private RunFailure? failure;
    private string? stopReason;

    public Scheduler(ChaosTest test, Recorder recorder, long nowNs)
    {
        this.test = test;
        this.recorder = recorder;
        threads = new ClientThreads(test);
        generator = test.Generator;
        var random = Randomness.FromSeed(test.Seed);
        generatorRandom = random.For("generator");
        lanes = test.Nemeses.Select(lane => new NemesisLaneState(lane, random.For("lane").For(lane.Name))).ToArray();
        deadlineNs = Ns(test.OperationDeadline);
        phaseStartNs = nowNs;
        phaseLimitNs = nowNs + Ns(test.TimeLimit);
        NotePhase(nowNs);
    }

    public string Phase { get; private set; } = RunPhase.Main;

    public bool IsDone => Phase is RunPhase.End;

    /// <summary>The phases that have begun, and when, run clock, ns.</summary>
    public IReadOnlyList<(string Phase, long StartNs)> Begun => begun;

    /// <summary>When to step again even if nothing happens; <see cref="long.MaxValue"/> for not at all.</summary>
    public long WakeNs { get; private set; }

    public RunProgress ProgressAt(long nowNs) => new(Phase, nowNs, okCount, failCount, infoCount, threads.BusyCount);

    /// <summary>Takes in what happened, and says what to do. Completions come before new invocations.</summary>
    public void Step(ReadOnlySpan<RunEvent> events, long nowNs, List<RunAction> actions)
    {
        WakeNs = long.MaxValue;
        foreach (ref readonly var happened in events) Handle(happened, nowNs, actions);
        while (threads.NextOverdue(nowNs) is { } overdue) Abandon(overdue, nowNs, actions);
        while (Advance(nowNs, actions))
        {
        }

        if (Phase is RunPhase.Main) AskNemeses(nowNs, actions);
        if (Phase is RunPhase.Main or RunPhase.Final && !stopping) AskClients(nowNs, actions);
        while (Advance(nowNs, actions))
        {
        }

        WakeAt(threads.NextDeadlineNs());
        if (!IsDone) WakeAt(phaseLimitNs);
    }

    /// <summary>The harness failed: no new operations, let in-flight ones end, heal, stop.</summary>
    public void Fail(RunFailure cause)
    {
        failure ??= cause;
        stopping = true;
    }

    /// <summary>What was looked for is found: no new operations, let in-flight ones end, heal, stop.</summary>
    public void StopEarly(string reason, long nowNs)
    {
        if (stopReason is not null || IsDone) return;
        stopReason = reason;
        stopping = true;
        WakeAt(nowNs);
        Note(nowNs, "stopped", default, reason);
    }

    public TestOutcome ToOutcome(History history) => new()
    {
        History = history,
        Phases = phases,
        HealedAtNs = healedAtNs,
        HealthyAtNs = healthyAtNs,
        RecoveryFailure = recoveryFailure,
        FinalComplete = finalComplete,
        Interrupted = interrupted,
        StopReason = stopReason,
        Failure = failure,
    };

    private static long Ns(TimeSpan time) => time.Ticks * 100;

    private void Handle(in RunEvent happened, long nowNs, List<RunAction> actions)
    {
        switch (happened.Kind)
        {
            case RunEventKind.ClientEnded: EndClient(happened, actions); break;
            case RunEventKind.NemesisEnded: EndNemesis(happened); break;
            case RunEventKind.HealEnded:
                EndHeal(happened.Message, happened.TimeNs);
                break;
            case RunEventKind.HealthEnded:
                EndHealth(happened.Message, happened.TimeNs);
                break;
            case RunEventKind.Interrupted:
                if (interrupted || IsDone) break;
                interrupted = stopping = true;
                Note(nowNs, "interrupted", default, null);
                break;
        }
    }

    // One transition at a time; true where another may follow at once.
    private bool Advance(long nowNs, List<RunAction> actions) => Phase switch
    {
        RunPhase.Main => AdvanceMain(nowNs),
        RunPhase.Heal => AdvanceHeal(nowNs, actions),
        RunPhase.Recover => AdvanceRecover(nowNs, actions),
        RunPhase.Final => AdvanceFinal(nowNs),
        _ => false,
    };

    private bool AdvanceMain(long nowNs)
    {
        var clientsDone = generatorDone && threads.BusyCount == 0 && threads.BacklogCount == 0;
        var lanesDone = test.EndsWithNemeses && Array.TrueForAll(lanes, lane => lane is { IsDone: true, IsBusy: false });
        if (!stopping && !clientsDone && !lanesDone && nowNs < phaseLimitNs) return false;
        threads.DropBacklog();
        Enter(RunPhase.Heal, nowNs, Ns(test.HealLimit));
        return true;
    }

    private bool AdvanceHeal(long nowNs, List<RunAction> actions)
    {
        if (healEnded)
        {
            if (!stopping) Enter(RunPhase.Recover, nowNs, Ns(test.RecoveryLimit) + NemesisGraceNs);
            else if (threads.BusyCount == 0) Enter(RunPhase.End, nowNs, 0);
            else return false;
            return true;
        }

        var overdue = nowNs >= phaseLimitNs;
        if (healRequested)
        {
            if (overdue) EndHeal($"it was not over after {test.HealLimit.TotalSeconds} s", nowNs);
            return overdue;
        }

        var busy = Array.Find(lanes, lane => lane.IsBusy);
        if (busy is null || (overdue && nemesesCancelled))
        {
            if (busy is not null)
                Fail(new RunFailure(RunFailureKind.Infrastructure, $"The nemesis {busy.Lane.Name} did not end {busy.Invocation.F}."));
            healRequested = true;
            actions.Add(new RunAction(RunActionKind.Heal));
            phaseLimitNs = nowNs + Ns(test.HealLimit) + NemesisGraceNs;
        }
        else if ((stopping || overdue) && !nemesesCancelled)
        {
            nemesesCancelled = true;
            actions.Add(new RunAction(RunActionKind.CancelNemeses));
            phaseLimitNs = nowNs + NemesisGraceNs;
        }

        return false;
    }

    private bool AdvanceRecover(long nowNs, List<RunAction> actions)
    {
        if (test.AwaitHealth is null) healthEnded = true;
        if (!healthRequested && !healthEnded)
        {
            healthRequested = true;
            actions.Add(new RunAction(RunActionKind.AwaitHealth));
        }

        if (!healthEnded && nowNs >= phaseLimitNs)
            EndHealth($"the health check did not answer within {test.RecoveryLimit.TotalSeconds} s", nowNs);
        if ((!healthEnded && !stopping) || threads.BusyCount > 0) return false;
        if (stopping || test.FinalGenerator is null)
        {
            finalComplete = !stopping;
            Enter(RunPhase.End, nowNs, 0);
            return true;
        }

        Enter(RunPhase.Final, nowNs, Ns(test.FinalLimit));
        BeginFinal(test.FinalGenerator);
        return true;
    }

    private bool AdvanceFinal(long nowNs)
    {
        var allDone = generatorDone && threads.BacklogCount == 0;
        if (!allDone && (stopping || nowNs >= phaseLimitNs))
        {
            threads.DropBacklog();
            generatorDone = true;
            phaseLimitNs = long.MaxValue;
            finalCutOff = true;
        }

        if (!generatorDone || threads.BacklogCount > 0 || threads.BusyCount > 0) return false;
        finalComplete = !finalCutOff;
        Enter(RunPhase.End, nowNs, 0);
        return true;
    }

    private void EndHeal(string? failed, long timeNs)
    {
        if (healEnded) return;
        healEnded = true;
        if (failed is null) healedAtNs = timeNs;
        else Fail(new RunFailure(RunFailureKind.Infrastructure, $"Healing failed: {failed}"));
    }

    private void EndHealth(string? why, long timeNs)
    {
        if (healthEnded) return;
        healthEnded = true;
        recoveryFailure = why;
        if (why is null) healthyAtNs = timeNs;
        Note(timeNs, "healthy", default, why);
    }

    private void Enter(string next, long nowNs, long limitNs)
    {
        phases.Add(new PhaseTime(Phase, phaseStartNs, nowNs));
        Phase = next;
        phaseStartNs = nowNs;
        phaseLimitNs = nowNs + limitNs;
        NotePhase(nowNs);
    }

    private void NotePhase(long nowNs)
    {
        begun.Add((Phase, nowNs));
        Note(nowNs, "phase", Value.Of(Phase), null);
    }

    // Stored histories tell by these notes when healing was over, and which operations are the final ones.
    private void Note(long nowNs, string f, Value value, string? error) => recorder.Record(new Operation
    {
        TimeNs = nowNs,
        Process = Operation.NemesisProcess,
        Type = OperationType.Note,
        F = f,
        Value = value,
        Error = error,
    });

    private void WakeAt(long timeNs) => WakeNs = Math.Min(WakeNs, timeNs);
}
