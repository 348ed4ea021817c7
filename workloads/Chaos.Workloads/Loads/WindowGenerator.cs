using System.Collections.Immutable;

namespace Chaos.Workloads;

/// <summary>
/// A small window of keys in use, shared by the clients of all nodes, so that both sides of a cut work on the same object. A key that had
/// enough operations is left, and a fresh one takes its place.
/// </summary>
/// <param name="Fresh">Makes the load of the key with a number.</param>
/// <param name="Loads">The keys in use.</param>
/// <param name="NextKey">The number of the next fresh key.</param>
/// <param name="Count">How many operations there were.</param>
internal sealed record WindowGenerator(Func<long, IKeyLoad> Fresh, ImmutableArray<IKeyLoad> Loads, long NextKey, long Count) : IGenerator
{
    private const int KeyDraw = 0;

    /// <summary>A window of so many keys.</summary>
    public static WindowGenerator Create(int keys, Func<long, IKeyLoad> fresh) =>
        new(fresh, [.. Enumerable.Range(0, keys).Select(number => fresh(number))], keys, 0);

    /// <inheritdoc/>
    public GeneratorStep Next(in GeneratorContext context)
    {
        var random = context.Random.At(Count);
        var at = random.Below(Loads.Length, KeyDraw);
        var (invocation, rest) = Loads[at].Next(random);
        return GeneratorStep.Operation(invocation, 0, new WindowGenerator(
            Fresh, Loads.SetItem(at, rest ?? Fresh(NextKey)), rest is null ? NextKey + 1 : NextKey, Count + 1));
    }

    /// <inheritdoc/>
    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        if (operation.Type is OperationType.Invoke) return this;
        for (var at = 0; at < Loads.Length; at++)
        {
            if (Loads[at].Key != operation.Key) continue;
            var load = Loads[at].Learn(operation);
            return ReferenceEquals(load, Loads[at]) ? this : this with { Loads = Loads.SetItem(at, load) };
        }

        return this;
    }
}
