namespace Chaos;

/// <summary>Given operations, once each.</summary>
internal sealed record OperationsGenerator((Invocation Invocation, int? Thread)[] Operations, int Position) : IGenerator
{
    public GeneratorStep Next(in GeneratorContext context) => Position == Operations.Length
        ? GeneratorStep.Done(this)
        : GeneratorStep.Operation(
            Operations[Position].Invocation, 0, this with { Position = Position + 1 }, Operations[Position].Thread);

    public IGenerator Update(in GeneratorContext context, in Operation operation) => this;
}
