namespace Chaos;

/// <summary>Done when so much of the phase is over; also where the next operation would be due only after that.</summary>
internal sealed record TimeLimitGenerator(IGenerator Inner, long LengthNs) : IGenerator
{
    public GeneratorStep Next(in GeneratorContext context)
    {
        var endNs = context.PhaseStartNs + LengthNs;
        if (context.NowNs >= endNs) return GeneratorStep.Done(this);
        var step = Inner.Next(context);
        return step.Kind switch
        {
            // Until then a completion may still bring an earlier operation.
            GeneratorStepKind.Operation when step.DueNs >= endNs => GeneratorStep.Pending(this, endNs),
            GeneratorStepKind.Operation => GeneratorStep.Operation(
                step.Invocation, step.DueNs, this with { Inner = step.Generator }, step.Thread),
            GeneratorStepKind.Pending => GeneratorStep.Pending(this with { Inner = step.Generator }, Math.Min(endNs, step.DueNs)),
            _ => GeneratorStep.Done(this),
        };
    }

    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        var inner = Inner.Update(context, operation);
        return ReferenceEquals(inner, Inner) ? this : this with { Inner = inner };
    }
}
