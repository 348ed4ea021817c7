namespace Chaos;

/// <summary>The scheduler's client threads and nemesis lanes: asking generators, beginning and ending operations.</summary>
internal sealed partial class Scheduler
{
    private const int BacklogLimit = 128;
    private const long AskAgainNs = 1_000;
    private readonly ClientThreads threads;
    private readonly NemesisLaneState[] lanes;
    private readonly Randomness generatorRandom;
    private readonly long deadlineNs;
    private readonly Dictionary<int, Invocation> abandoned = [];
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);
    private readonly List<string> touchedInOrder = [];
    private IGenerator generator;
    private bool generatorDone;
    private bool finalCutOff;
    private long okCount;
    private long failCount;
    private long infoCount;

    private GeneratorContext ClientContext(long nowNs) =>
        new(nowNs, phaseStartNs, threads.FreeCount, threads.Count, generatorRandom) { Nodes = test.Nodes.Count };

    private GeneratorContext LaneContext(NemesisLaneState lane, long nowNs) => new(nowNs, phaseStartNs, 1, 1, lane.Random);

    private void AskClients(long nowNs, List<RunAction> actions)
    {
        if (threads.BacklogCount > 0) StartPostponed(nowNs, actions);
        while (!generatorDone && !stopping && threads.FreeCount > 0)
        {
            if (!TryAsk(generator, ClientContext(nowNs), out var step)) return;
            if (step.Kind is GeneratorStepKind.Operation && step.DueNs > nowNs)
            {
                // Not taken: the generator is asked again then, and knows by then what happened meanwhile.
                WakeAt(step.DueNs);
                return;
            }

            if (step.Kind is GeneratorStepKind.Operation)
            {
                if (!TryTake(step, nowNs, actions)) return;
                continue;
            }

            generator = step.Generator;
            generatorDone = step.Kind is GeneratorStepKind.Done;
            if (!generatorDone) WakeAt(Math.Max(step.DueNs, nowNs + AskAgainNs));
            return;
        }
    }

    // False where the operation is for a thread that has too many waiting already.
    private bool TryTake(in GeneratorStep step, long nowNs, List<RunAction> actions)
    {
        if (step.Thread is { } number && (uint)number >= (uint)threads.Count)
        {
            Fail(new RunFailure(
                RunFailureKind.Bug, $"The generator wants thread {number}, but there are only {threads.Count}, from 0."));
            return false;
        }

        var thread = step.Thread is { } wanted ? threads[wanted] : threads.DrawFree();
        if (thread.IsBusy && thread.Backlog.Count >= BacklogLimit) return false;
        // The operation counts as taken before it is told to the generator, which Start does.
        generator = step.Generator;
        if (thread.IsBusy) threads.Postpone(thread, step);
        else Start(thread, step, nowNs, actions);
        return true;
    }

    private void StartPostponed(long nowNs, List<RunAction> actions)
    {
        for (var i = 0; i < threads.Count; i++)
        {
            var thread = threads[i];
            if (!thread.IsBusy && thread.Backlog.Count > 0) Start(thread, threads.TakePostponed(thread), nowNs, actions);
        }
    }

    private void Start(ClientThread thread, in GeneratorStep step, long nowNs, List<RunAction> actions)
    {
        var invocation = step.Invocation;
        threads.MarkBusy(thread, invocation, nowNs + deadlineNs);
        if (invocation.Key is { } key && touched.Add(key)) touchedInOrder.Add(key);
        var operation = EntryOf(thread, OperationType.Invoke, nowNs) with
        {
            Value = invocation.Value,
            DueNs = step.DueNs > 0 ? step.DueNs : null,
        };
        recorder.Record(operation);
        actions.Add(new RunAction(RunActionKind.Invoke, thread.Thread, thread.Process, invocation));
        Tell(operation);
    }

    private void EndClient(in RunEvent ended, List<RunAction> actions)
    {
        var thread = threads[ended.Lane];
        if (thread.IsBusy && thread.Process == ended.Process) End(thread, ended.Completion, ended.TimeNs, actions);
        else RecordLate(ended);
    }

    private void Abandon(ClientThread thread, long nowNs, List<RunAction> actions)
    {
        abandoned.Add(thread.Process, thread.Invocation);
        End(thread, Completion.Info("timeout"), nowNs, actions);
    }

    private void End(ClientThread thread, in Completion completion, long timeNs, List<RunAction> actions)
    {
        var operation = EntryOf(thread, completion.Type, timeNs) with
        {
            Value = completion.Type is OperationType.Ok ? completion.Value : thread.Invocation.Value,
            Error = completion.Error,
            Evidence = completion.Evidence,
        };
        recorder.Record(operation);
        threads.MarkFree(thread);
        switch (completion.Type)
        {
            case OperationType.Ok: okCount++; break;
            case OperationType.Fail: failCount++; break;
            default:
                infoCount++;
                actions.Add(new RunAction(RunActionKind.Retire, thread.Thread, thread.Process));
                thread.Process += threads.Count;
                break;
        }

        Tell(operation);
    }

    private void RecordLate(in RunEvent late)
    {
        if (!abandoned.Remove(late.Process, out var invocation) || late.Threw) return;
        var completion = late.Completion;
        var outcome = completion.Type.ToString().ToLowerInvariant();
        recorder.Record(EntryOf(threads[late.Lane], OperationType.Note, late.TimeNs) with
        {
            Process = late.Process,
            F = invocation.F,
            Key = invocation.Key,
            Value = completion.Type is OperationType.Ok ? completion.Value : invocation.Value,
            Error = completion.Error is null ? $"late reply: {outcome}" : $"late reply: {outcome}: {completion.Error}",
            Evidence = completion.Evidence,
        });
    }

    private static Operation EntryOf(ClientThread thread, OperationType type, long timeNs) => new()
    {
        TimeNs = timeNs,
        Process = thread.Process,
        Type = type,
        F = thread.Invocation.F,
        Key = thread.Invocation.Key,
        Node = thread.Node,
    };

    private void BeginFinal(Func<IReadOnlyCollection<string>, IGenerator> create)
    {
        generatorDone = false;
        try
        {
            generator = create(touchedInOrder.ToArray());
        }
        catch (Exception exception)
        {
            FailGenerator(exception);
        }
    }

    private void AskNemeses(long nowNs, List<RunAction> actions)
    {
        for (var i = 0; i < lanes.Length && !stopping; i++)
        {
            var lane = lanes[i];
            if (lane.IsBusy || lane.IsDone || !TryAsk(lane.Generator, LaneContext(lane, nowNs), out var step)) continue;
            if (step.Kind is GeneratorStepKind.Operation && step.DueNs > nowNs)
            {
                WakeAt(step.DueNs);
                continue;
            }

            lane.Generator = step.Generator;
            lane.IsDone = step.Kind is GeneratorStepKind.Done;
            if (step.Kind is GeneratorStepKind.Pending) WakeAt(Math.Max(step.DueNs, nowNs + AskAgainNs));
            if (step.Kind is not GeneratorStepKind.Operation) continue;
            lane.IsBusy = true;
            lane.Invocation = step.Invocation;
            Record(lane, OperationType.Invoke, nowNs, Completion.Ok(step.Invocation.Value));
            actions.Add(new RunAction(RunActionKind.InvokeNemesis, i, Operation.NemesisProcess, step.Invocation));
        }
    }

    private void EndNemesis(in RunEvent ended)
    {
        var lane = lanes[ended.Lane];
        lane.IsBusy = false;
        Record(lane, ended.Completion.Type, ended.TimeNs, ended.Completion);
    }

    private void Record(NemesisLaneState lane, OperationType type, long timeNs, in Completion completion)
    {
        var operation = new Operation
        {
            TimeNs = timeNs,
            Process = Operation.NemesisProcess,
            Type = type,
            F = lane.Invocation.F,
            Key = lane.Invocation.Key ?? lane.Lane.Name,
            Value = completion.Value.IsNull ? lane.Invocation.Value : completion.Value,
            Error = completion.Error,
            Evidence = completion.Evidence,
        };
        recorder.Record(operation);
        if (TryUpdate(lane.Generator, LaneContext(lane, timeNs), operation, out var next)) lane.Generator = next;
    }

    private void Tell(in Operation operation)
    {
        if (TryUpdate(generator, ClientContext(operation.TimeNs), operation, out var next)) generator = next;
    }

    private bool TryAsk(IGenerator asked, in GeneratorContext context, out GeneratorStep step)
    {
        try
        {
            step = asked.Next(context);
            return true;
        }
        catch (Exception exception)
        {
            FailGenerator(exception);
            step = default;
            return false;
        }
    }

    private bool TryUpdate(IGenerator told, in GeneratorContext context, in Operation operation, out IGenerator next)
    {
        try
        {
            next = told.Update(context, operation);
            return true;
        }
        catch (Exception exception)
        {
            FailGenerator(exception);
            next = told;
            return false;
        }
    }

    private void FailGenerator(Exception exception) =>
        Fail(new RunFailure(RunFailureKind.Bug, $"A generator threw {exception.GetType().Name}: {exception.Message}")
        {
            Exception = exception,
        });
}
