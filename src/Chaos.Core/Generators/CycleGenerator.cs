namespace Chaos;

/// <summary>The same round again and again, each round with a source of its own. An empty round ends it.</summary>
internal sealed record CycleGenerator(IGenerator Round, IGenerator Rest, long Rounds, bool Gave) : IGenerator
{
    public GeneratorStep Next(in GeneratorContext context)
    {
        var step = Rest.Next(Inner(context, Rounds));
        var current = this;
        if (step.Kind is GeneratorStepKind.Done && Gave)
        {
            current = new CycleGenerator(Round, Round, Rounds + 1, false);
            // What the new round missed of the past it must be told: when the last operation ended.
            if (LastEnd is { } last) current = (CycleGenerator)current.Update(context, last);
            step = current.Rest.Next(Inner(context, current.Rounds));
        }

        return step.Kind switch
        {
            GeneratorStepKind.Operation => GeneratorStep.Operation(
                step.Invocation, step.DueNs, current with { Rest = step.Generator, Gave = true }, step.Thread),
            GeneratorStepKind.Pending => GeneratorStep.Pending(current with { Rest = step.Generator }, step.DueNs),
            _ => GeneratorStep.Done(current),
        };
    }

    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        var rest = Rest.Update(Inner(context, Rounds), operation);
        var end = operation.Type is OperationType.Invoke ? LastEnd : operation;
        return ReferenceEquals(rest, Rest) && end == LastEnd ? this : this with { Rest = rest, LastEnd = end };
    }

    private Operation? LastEnd { get; init; }

    private static GeneratorContext Inner(in GeneratorContext context, long round) =>
        context with { Random = context.Random.At(round) };
}
