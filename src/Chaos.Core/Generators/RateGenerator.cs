namespace Chaos;

/// <summary>
/// Intended starts, each a gap after the one before, whatever happens. A scheduler that comes late finds them in the past and starts
/// them as soon as a process is free: that is the queue of open-loop load.
/// </summary>
internal sealed record RateGenerator(IGenerator Inner, double GapNs, bool IsFixed, double OffsetNs, long Count) : IGenerator
{
    private const long OwnDraws = -1;

    public static RateGenerator Create(IGenerator inner, double perSecond, bool isFixed)
    {
        if (!(perSecond > 0) || double.IsInfinity(perSecond))
            throw new UsageException($"The rate is {perSecond} operations a second; it must be positive.");
        return new RateGenerator(inner, 1e9 / perSecond, isFixed, 0, 0);
    }

    public GeneratorStep Next(in GeneratorContext context)
    {
        var step = Inner.Next(context);
        if (step.Kind is GeneratorStepKind.Done) return GeneratorStep.Done(this);
        if (step.Kind is GeneratorStepKind.Pending) return GeneratorStep.Pending(this with { Inner = step.Generator }, step.DueNs);
        var offsetNs = OffsetNs + (IsFixed ? GapNs : ExponentialGap(context));
        var dueNs = Math.Max(1, context.PhaseStartNs + (long)offsetNs);
        return GeneratorStep.Operation(
            step.Invocation, Math.Max(dueNs, step.DueNs),
            this with { Inner = step.Generator, OffsetNs = offsetNs, Count = Count + 1 }, step.Thread);
    }

    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        var inner = Inner.Update(context, operation);
        return ReferenceEquals(inner, Inner) ? this : this with { Inner = inner };
    }

    private double ExponentialGap(in GeneratorContext context) =>
        -GapNs * Logarithm.Of(1 - context.Random.At(OwnDraws).Fraction(Count));
}
