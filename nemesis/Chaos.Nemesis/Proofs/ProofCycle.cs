namespace Chaos.Nemeses;

/// <summary>
/// The generator of a proof's lane: begins each cut of the script, holds it, ends it. A cut that cannot be made at this moment (nobody
/// leads, or a node has not caught up) is tried again for a while, then left out. It is done after the last.
/// </summary>
internal sealed record ProofCycle : IGenerator
{
    private const long FirstNs = 3_000_000_000;
    private const long RetryNs = 500_000_000;
    private const int TriesForEach = 40;
    private readonly ProofScript script;

    public ProofCycle(ProofScript script) => this.script = script;

    private enum Step : byte
    {
        Idle,
        Beginning,
        Holding,
        Ending,
    }

    private Step At { get; init; }

    private int Index { get; init; }

    private int Tries { get; init; }

    private long? WakeNs { get; init; }

    public GeneratorStep Next(in GeneratorContext context)
    {
        if (At is Step.Beginning or Step.Ending) return GeneratorStep.Pending(this);
        if (Index >= script.Shapes.Count) return GeneratorStep.Done(this);
        var dueNs = WakeNs ?? context.PhaseStartNs + FirstNs;
        if (context.NowNs < dueNs) return GeneratorStep.Pending(this, dueNs);
        var (f, next) = At is Step.Idle ? (FaultCycle.BeginOf(PartitionFamily.Name), Step.Beginning) : (FaultCycle.EndOf(PartitionFamily.Name), Step.Ending);
        return GeneratorStep.Operation(new(f, null, Value.Of(Index)), dueNs, this with { At = next });
    }

    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        if (operation.Process is not Operation.NemesisProcess || operation.Type is OperationType.Invoke or OperationType.Note) return this;
        return At switch
        {
            Step.Beginning when operation.Type is OperationType.Ok =>
                this with { At = Step.Holding, WakeNs = operation.TimeNs + HoldNs(script.Shapes[Index]) },
            Step.Beginning when operation.Type is OperationType.Fail && Tries + 1 < TriesForEach =>
                this with { At = Step.Idle, Tries = Tries + 1, WakeNs = operation.TimeNs + RetryNs },
            Step.Beginning or Step.Ending =>
                this with { At = Step.Idle, Index = Index + 1, Tries = 0, WakeNs = operation.TimeNs + Ns(script.Gap) },
            _ => this,
        };
    }

    // Both measurements of a flapping cut watch whole turns of it: that is hold enough.
    private long HoldNs(string shape) => shape is SplitShapes.Flapping ? 0 : Ns(script.Hold);

    private static long Ns(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
