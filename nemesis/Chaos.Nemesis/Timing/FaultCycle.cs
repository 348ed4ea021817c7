namespace Chaos.Nemeses;

/// <summary>
/// The generator of a lane: idle, begin a fault, hold it, end it, and again, for ever. Its operations are <c>begin-NAME</c> and
/// <c>end-NAME</c>; both carry the number of the cycle. A begin that fails (the draw was skipped) is tried again soon. Pure: the
/// same seed and the same completions give the same operations.
/// </summary>
public sealed record FaultCycle : IGenerator
{
    private readonly long cycle;
    private readonly Step step;
    private readonly long? wakeNs;
    private readonly long begunNs;

    /// <summary>Creates the generator of a family.</summary>
    public FaultCycle(string nemesis, FaultTiming timing)
    {
        Nemesis = nemesis;
        Timing = timing;
    }

    private enum Step : byte
    {
        Idle,
        Beginning,
        Holding,
        Ending,
    }

    /// <summary>The family.</summary>
    public string Nemesis { get; }

    /// <summary>When its faults begin and how long they last.</summary>
    public FaultTiming Timing { get; }

    /// <summary>The function that begins a fault of a family.</summary>
    public static string BeginOf(string nemesis) => $"begin-{nemesis}";

    /// <summary>The function that ends it.</summary>
    public static string EndOf(string nemesis) => $"end-{nemesis}";

    /// <inheritdoc/>
    public GeneratorStep Next(in GeneratorContext context)
    {
        if (step is Step.Beginning or Step.Ending) return GeneratorStep.Pending(this);
        var dueNs = wakeNs ?? context.PhaseStartNs + Timing.First.DrawNs(Draws(context), 0);
        if (step is Step.Idle && Timing.LastBegin is { } last
            && Math.Max(context.NowNs, dueNs) > context.PhaseStartNs + (last.Ticks * TimeSpan.NanosecondsPerTick))
            return GeneratorStep.Done(this);
        if (context.NowNs < dueNs) return GeneratorStep.Pending(this, dueNs);
        return step is Step.Idle
            ? GeneratorStep.Operation(Call(BeginOf(Nemesis)), dueNs, Go(Step.Beginning, null, context.NowNs))
            : GeneratorStep.Operation(Call(EndOf(Nemesis)), dueNs, Go(Step.Ending, null, begunNs));
    }

    /// <inheritdoc/>
    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        if (operation.Process is not Operation.NemesisProcess
            || operation.Type is OperationType.Invoke or OperationType.Note) return this;
        var draws = Draws(context);
        if (step is Step.Beginning && operation.F == BeginOf(Nemesis))
        {
            return operation.Type switch
            {
                OperationType.Ok => Go(Step.Holding, operation.TimeNs + Timing.Hold.DrawNs(draws, 1), begunNs),
                OperationType.Fail => Again(operation.TimeNs + Timing.Retry.DrawNs(draws, 2)),
                _ => Again(AfterEnd(operation.TimeNs, draws)),
            };
        }

        return step is Step.Ending && operation.F == EndOf(Nemesis) ? Again(AfterEnd(operation.TimeNs, draws)) : this;
    }

    private long AfterEnd(long nowNs, Randomness draws) => Timing.Every is { } every
        ? Math.Max(nowNs, begunNs + (every.Ticks * TimeSpan.NanosecondsPerTick))
        : nowNs + Timing.Gap.DrawNs(draws, 3);

    private Randomness Draws(in GeneratorContext context) => context.Random.For(Nemesis).At(cycle);

    private Invocation Call(string f) => new(f, null, Value.Of(cycle));

    private FaultCycle Again(long wakeNs) => new(this, cycle + 1, Step.Idle, wakeNs, begunNs);

    private FaultCycle Go(Step step, long? wakeNs, long begunNs) => new(this, cycle, step, wakeNs, begunNs);

    private FaultCycle(FaultCycle from, long cycle, Step step, long? wakeNs, long begunNs)
        : this(from.Nemesis, from.Timing)
    {
        this.cycle = cycle;
        this.step = step;
        this.wakeNs = wakeNs;
        this.begunNs = begunNs;
    }
}
