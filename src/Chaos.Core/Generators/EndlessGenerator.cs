namespace Chaos;

/// <summary>A function of the count.</summary>
internal sealed record EndlessGenerator(Func<long, Randomness, Invocation> Create, long Count) : IGenerator
{
    public GeneratorStep Next(in GeneratorContext context) =>
        GeneratorStep.Operation(Create(Count, context.Random.At(Count)), 0, this with { Count = Count + 1 });

    public IGenerator Update(in GeneratorContext context, in Operation operation) => this;
}
