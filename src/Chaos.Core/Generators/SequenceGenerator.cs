namespace Chaos;

/// <summary>One generator after the other.</summary>
internal sealed record SequenceGenerator(IGenerator First, IGenerator Second) : IGenerator
{
    public GeneratorStep Next(in GeneratorContext context)
    {
        var step = First.Next(context);
        return step.Kind switch
        {
            GeneratorStepKind.Operation =>
                GeneratorStep.Operation(step.Invocation, step.DueNs, this with { First = step.Generator }, step.Thread),
            GeneratorStepKind.Pending => GeneratorStep.Pending(this with { First = step.Generator }, step.DueNs),
            _ => Second.Next(context),
        };
    }

    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        var first = First.Update(context, operation);
        var second = Second.Update(context, operation);
        return ReferenceEquals(first, First) && ReferenceEquals(second, Second) ? this : new SequenceGenerator(first, second);
    }
}
