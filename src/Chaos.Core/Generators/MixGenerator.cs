using System.Collections.Immutable;

namespace Chaos;

/// <summary>Weighted choice. Part i draws from its own source, so that the parts do not influence each other.</summary>
internal sealed record MixGenerator(ImmutableArray<MixGenerator.Part> Parts, long Draws) : IGenerator
{
    private const long OwnDraws = -1;

    internal readonly record struct Part(int Number, int Weight, IGenerator Generator);

    public static MixGenerator Create((int Weight, IGenerator Generator)[] parts)
    {
        if (parts.Length == 0) throw new UsageException("A mix needs at least one generator.");
        if (Array.Exists(parts, part => part.Weight < 1)) throw new UsageException("The weights of a mix must be positive.");
        return new MixGenerator([.. parts.Select((part, i) => new Part(i, part.Weight, part.Generator))], 0);
    }

    public GeneratorStep Next(in GeneratorContext context)
    {
        var rest = Parts;
        var draws = Draws;
        var pendingNs = long.MaxValue;
        var skipped = 0;
        while (skipped < rest.Length)
        {
            // A pending part does not hold up the others: the draw is repeated among those after it in order.
            var at = skipped > 0 ? skipped - 1 : Draw(rest, context.Random.At(OwnDraws), draws++);
            var part = rest[at];
            var step = part.Generator.Next(Inner(context, part.Number));
            switch (step.Kind)
            {
                case GeneratorStepKind.Operation:
                    return GeneratorStep.Operation(
                        step.Invocation, step.DueNs, new MixGenerator(rest.SetItem(at, part with { Generator = step.Generator }), draws),
                        step.Thread);
                case GeneratorStepKind.Done:
                    rest = rest.RemoveAt(at);
                    skipped = 0;
                    break;
                default:
                    pendingNs = Math.Min(pendingNs, step.DueNs);
                    skipped++;
                    break;
            }
        }

        return rest.IsEmpty ? GeneratorStep.Done(this) : GeneratorStep.Pending(this with { Draws = draws }, pendingNs);
    }

    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        var updated = Parts;
        for (var i = 0; i < updated.Length; i++)
        {
            var next = updated[i].Generator.Update(Inner(context, updated[i].Number), operation);
            if (!ReferenceEquals(next, updated[i].Generator)) updated = updated.SetItem(i, updated[i] with { Generator = next });
        }

        return updated == Parts ? this : this with { Parts = updated };
    }

    private static GeneratorContext Inner(in GeneratorContext context, int number) =>
        context with { Random = context.Random.At(OwnDraws - 1 - number) };

    private static int Draw(ImmutableArray<Part> parts, Randomness random, long draw)
    {
        var total = 0;
        foreach (var part in parts) total += part.Weight;
        var left = random.Below(total, draw);
        for (var i = 0; ; i++)
        {
            left -= parts[i].Weight;
            if (left < 0) return i;
        }
    }
}
