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
        while (!rest.IsEmpty)
        {
            var first = Draw(rest, context.Random.At(OwnDraws), draws++);
            var pendingNs = long.MaxValue;
            var done = -1;
            // A pending part does not hold up the others: those after it are asked in turn.
            for (var i = 0; i < rest.Length && done < 0; i++)
            {
                var at = (first + i) % rest.Length;
                var part = rest[at];
                var step = part.Generator.Next(Inner(context, part.Number));
                if (step.Kind is GeneratorStepKind.Operation)
                {
                    var next = new MixGenerator(rest.SetItem(at, part with { Generator = step.Generator }), draws);
                    return GeneratorStep.Operation(step.Invocation, step.DueNs, next, step.Thread);
                }

                if (step.Kind is GeneratorStepKind.Done) done = at;
                else pendingNs = Math.Min(pendingNs, step.DueNs);
            }

            if (done < 0) return GeneratorStep.Pending(new MixGenerator(rest, draws), pendingNs);
            rest = rest.RemoveAt(done);
        }

        return GeneratorStep.Done(this);
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
