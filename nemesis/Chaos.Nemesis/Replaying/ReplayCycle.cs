namespace Chaos.Nemeses;

/// <summary>
/// The generator of a lane in a replay: begins each stored fault of the family at its stored time and ends it at its stored time. One
/// that is skipped is tried again for a moment, because what kept it may be a matter of milliseconds; then it is left out.
/// </summary>
internal sealed record ReplayCycle : IGenerator
{
    private const long RetryNs = 250_000_000;
    private const long TryForNs = 2_000_000_000;
    private readonly string family;
    private readonly IReadOnlyList<StoredFault> faults;

    public ReplayCycle(string family, IReadOnlyList<StoredFault> faults)
    {
        this.family = family;
        this.faults = faults;
    }

    private enum Step : byte
    {
        Idle,
        Beginning,
        Holding,
        Ending,
    }

    private Step At { get; init; }

    private int Index { get; init; }

    private long WakeNs { get; init; }

    public GeneratorStep Next(in GeneratorContext context)
    {
        if (At is Step.Beginning or Step.Ending) return GeneratorStep.Pending(this);
        if (Index >= faults.Count) return GeneratorStep.Done(this);
        var fault = faults[Index];
        if (At is Step.Holding)
        {
            if (fault.EndNs is not { } endNs) return GeneratorStep.Pending(this); // the final heal ends it, as it did
            return Due(context.PhaseStartNs + endNs, context.NowNs, FaultCycle.EndOf(family), Step.Ending);
        }

        return Due(Math.Max(context.PhaseStartNs + fault.BeginNs, WakeNs), context.NowNs, FaultCycle.BeginOf(family), Step.Beginning);
    }

    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        if (operation.Process is not Operation.NemesisProcess
            || operation.Type is OperationType.Invoke or OperationType.Note) return this;
        if (At is Step.Beginning && operation.F == FaultCycle.BeginOf(family))
        {
            return operation.Type switch
            {
                OperationType.Ok => this with { At = Step.Holding },
                OperationType.Fail when MayTryAgain(context, operation.TimeNs) =>
                    this with { At = Step.Idle, WakeNs = operation.TimeNs + RetryNs },
                _ => this with { At = Step.Idle, Index = Index + 1 },
            };
        }

        return At is Step.Ending && operation.F == FaultCycle.EndOf(family) ? this with { At = Step.Idle, Index = Index + 1 } : this;
    }

    private bool MayTryAgain(in GeneratorContext context, long nowNs)
    {
        var beganNs = context.PhaseStartNs + faults[Index].BeginNs;
        var half = faults[Index].EndNs is { } endNs ? (endNs - faults[Index].BeginNs) / 2 : TryForNs;
        return nowNs + RetryNs < beganNs + Math.Min(TryForNs, half);
    }

    private GeneratorStep Due(long dueNs, long nowNs, string f, Step next) => nowNs < dueNs
        ? GeneratorStep.Pending(this, dueNs)
        : GeneratorStep.Operation(new(f, null, Value.Of(Index)), dueNs, this with { At = next });
}
