namespace Chaos;

/// <summary>Given operations, each on every node: client thread t is pinned to node t for the first threads.</summary>
internal sealed record EachNodeGenerator(Invocation[] Invocations, int Position) : IGenerator
{
    public GeneratorStep Next(in GeneratorContext context)
    {
        var nodes = Math.Max(1, Math.Min(context.Nodes, context.Concurrency));
        return Position >= (long)Invocations.Length * nodes
            ? GeneratorStep.Done(this)
            : GeneratorStep.Operation(
                Invocations[Position / nodes], 0, this with { Position = Position + 1 }, Position % nodes);
    }

    public IGenerator Update(in GeneratorContext context, in Operation operation) => this;
}
