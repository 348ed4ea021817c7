using System.Collections.Immutable;

namespace Chaos.Workloads;

/// <summary>
/// Final operations that depend on the answers: on every node, for each key in turn, one operation after the other until there is nothing
/// more to see. An operation that does not end ok is made again after a pause; a key that fails too often is left there.
/// </summary>
/// <param name="Keys">The keys, in their order.</param>
/// <param name="Make">The operation on a key from a place on; a walk of a key begins at place 0.</param>
/// <param name="After">The next place after an ok completion; null where the walk of the key is over.</param>
/// <param name="Walkers">Where each node's client is; empty until the number of nodes is known.</param>
internal sealed record WalkGenerator(
    IReadOnlyList<string> Keys, Func<string, long, Invocation> Make, Func<Operation, long?> After, ImmutableArray<WalkGenerator.Walker> Walkers)
    : IGenerator
{
    private const int MostFailures = 50;
    private const long PauseNs = 100_000_000;

    /// <summary>Where a client is.</summary>
    /// <param name="Key">The number of the key.</param>
    /// <param name="Place">The place from which the next operation goes on.</param>
    /// <param name="IsBusy">Whether an operation is under way.</param>
    /// <param name="Failures">How often operations on this key did not end ok.</param>
    /// <param name="NotBeforeNs">When the next one may start, run clock, ns.</param>
    internal readonly record struct Walker(int Key, long Place, bool IsBusy, int Failures, long NotBeforeNs);

    /// <summary>A walk over the keys.</summary>
    public static WalkGenerator Create(
        IEnumerable<string> keys, Func<string, long, Invocation> make, Func<Operation, long?> after) => new([.. keys], make, after, []);

    /// <inheritdoc/>
    public GeneratorStep Next(in GeneratorContext context)
    {
        var walkers = Walkers.IsEmpty ? [.. new Walker[Math.Max(1, Math.Min(context.Nodes, context.Concurrency))]] : Walkers;
        var next = this with { Walkers = walkers };
        var wakeNs = long.MaxValue;
        var isDone = true;
        for (var thread = 0; thread < walkers.Length; thread++)
        {
            var walker = walkers[thread];
            if (walker.Key >= Keys.Count) continue;
            isDone = false;
            if (walker.IsBusy) continue;
            if (walker.NotBeforeNs > context.NowNs)
            {
                wakeNs = Math.Min(wakeNs, walker.NotBeforeNs);
                continue;
            }

            return GeneratorStep.Operation(
                Make(Keys[walker.Key], walker.Place), 0, next with { Walkers = walkers.SetItem(thread, walker with { IsBusy = true }) }, thread);
        }

        return isDone ? GeneratorStep.Done(next) : GeneratorStep.Pending(next, wakeNs);
    }

    /// <inheritdoc/>
    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        if (operation.Type is OperationType.Invoke || context.Concurrency == 0) return this;
        var thread = operation.Process % context.Concurrency;
        if (!operation.IsClient || thread >= Walkers.Length || !Walkers[thread].IsBusy) return this;
        return this with { Walkers = Walkers.SetItem(thread, Move(Walkers[thread], operation, context.NowNs)) };
    }

    private Walker Move(Walker walker, in Operation operation, long nowNs)
    {
        if (operation.Type is not OperationType.Ok)
        {
            return walker.Failures + 1 >= MostFailures
                ? new(walker.Key + 1, 0, false, 0, nowNs)
                : walker with { IsBusy = false, Failures = walker.Failures + 1, NotBeforeNs = nowNs + PauseNs };
        }

        return After(operation) is { } place ? walker with { IsBusy = false, Place = place } : new(walker.Key + 1, 0, false, 0, nowNs);
    }
}
