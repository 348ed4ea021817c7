namespace Chaos.Nemeses;

/// <summary>The generator of one family's lane in a mix: it begins and ends a fault in each slot of the timetable that is the family's.</summary>
internal sealed record MixCycle : IGenerator
{
    private const long RetryNs = 1_000_000_000;
    private const long ShortestHoldNs = 1_000_000_000;
    private readonly string family;
    private readonly MixTimetable timetable;

    public MixCycle(string family, MixTimetable timetable)
    {
        this.family = family;
        this.timetable = timetable;
    }

    private enum Step : byte
    {
        Idle,
        Beginning,
        Holding,
        Ending,
    }

    private Step At { get; init; }

    private long Cycle { get; init; }

    private long Slot { get; init; }

    private long WakeNs { get; init; }

    public GeneratorStep Next(in GeneratorContext context)
    {
        if (At is Step.Beginning or Step.Ending) return GeneratorStep.Pending(this);
        if (At is Step.Holding)
            return context.NowNs < WakeNs
                ? GeneratorStep.Pending(this, WakeNs)
                : GeneratorStep.Operation(Call(FaultCycle.EndOf(family)), WakeNs, this with { At = Step.Ending });
        var elapsedNs = context.NowNs - context.PhaseStartNs;
        for (var slot = Slot; timetable.StartNs(slot) <= timetable.LimitNs; slot++)
        {
            if (elapsedNs > timetable.LastBeginNs(slot) || !timetable.TakingPart(slot).Contains(family)) continue;
            var beginNs = timetable.BeginNs(slot, family);
            if (beginNs > timetable.LimitNs) break;
            var dueNs = Math.Max(context.PhaseStartNs + beginNs, WakeNs);
            var here = this with { Slot = slot };
            return context.NowNs < dueNs
                ? GeneratorStep.Pending(here, dueNs)
                : GeneratorStep.Operation(Call(FaultCycle.BeginOf(family)), dueNs, here with { At = Step.Beginning });
        }

        return GeneratorStep.Done(this);
    }

    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        if (operation.Process is not Operation.NemesisProcess
            || operation.Type is OperationType.Invoke or OperationType.Note) return this;
        if (At is Step.Beginning && operation.F == FaultCycle.BeginOf(family))
        {
            return operation.Type switch
            {
                OperationType.Ok => this with
                {
                    At = Step.Holding,
                    WakeNs = Math.Max(context.PhaseStartNs + timetable.EndNs(Slot), operation.TimeNs + ShortestHoldNs),
                },
                OperationType.Fail => Again(Slot, operation.TimeNs + RetryNs),
                _ => Again(Slot + 1, operation.TimeNs),
            };
        }

        return At is Step.Ending && operation.F == FaultCycle.EndOf(family) ? Again(Slot + 1, operation.TimeNs) : this;
    }

    private MixCycle Again(long slot, long wakeNs) => this with { At = Step.Idle, Slot = slot, WakeNs = wakeNs, Cycle = Cycle + 1 };

    private Invocation Call(string f) => new(f, null, Value.Of(Cycle));
}
