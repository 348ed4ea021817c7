namespace Chaos;

/// <summary>At most so many operations.</summary>
internal sealed record LimitGenerator(IGenerator Inner, long Left) : IGenerator
{
    public GeneratorStep Next(in GeneratorContext context)
    {
        if (Left <= 0) return GeneratorStep.Done(this);
        var step = Inner.Next(context);
        return step.Kind switch
        {
            GeneratorStepKind.Operation => GeneratorStep.Operation(
                step.Invocation, step.DueNs, new LimitGenerator(step.Generator, Left - 1), step.Thread),
            GeneratorStepKind.Pending => GeneratorStep.Pending(this with { Inner = step.Generator }, step.DueNs),
            _ => GeneratorStep.Done(this),
        };
    }

    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        var inner = Inner.Update(context, operation);
        return ReferenceEquals(inner, Inner) ? this : this with { Inner = inner };
    }
}
