namespace Chaos;

/// <summary>A drawn pause before each operation, from the end of the one before.</summary>
internal sealed record PauseGenerator(IGenerator Inner, long ShortestNs, long LongestNs, long? LastEndNs, long Count) : IGenerator
{
    private const long OwnDraws = -1;

    public static PauseGenerator Create(IGenerator inner, TimeSpan shortest, TimeSpan longest)
    {
        if (shortest < TimeSpan.Zero || longest < shortest)
            throw new UsageException($"A pause between {shortest} and {longest} is not possible.");
        return new PauseGenerator(inner, shortest.Ticks * 100, longest.Ticks * 100, null, 0);
    }

    public GeneratorStep Next(in GeneratorContext context)
    {
        var step = Inner.Next(context);
        if (step.Kind is GeneratorStepKind.Done) return GeneratorStep.Done(this);
        if (step.Kind is GeneratorStepKind.Pending) return GeneratorStep.Pending(this with { Inner = step.Generator }, step.DueNs);
        var pauseNs = ShortestNs + context.Random.At(OwnDraws).Below(LongestNs - ShortestNs + 1, Count);
        var dueNs = (LastEndNs ?? context.PhaseStartNs) + pauseNs;
        return GeneratorStep.Operation(
            step.Invocation, Math.Max(dueNs, step.DueNs), this with { Inner = step.Generator, Count = Count + 1 }, step.Thread);
    }

    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        var inner = Inner.Update(context, operation);
        return operation.Type is not OperationType.Invoke ? this with { Inner = inner, LastEndNs = operation.TimeNs }
            : ReferenceEquals(inner, Inner) ? this
            : this with { Inner = inner };
    }
}
