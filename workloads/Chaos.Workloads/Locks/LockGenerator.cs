using System.Collections.Immutable;

namespace Chaos.Workloads;

/// <summary>
/// Every client thread takes its lock, acts a few times, and gives it back; between its operations it thinks for a while. Where the lock is held
/// by another it tries again.
/// </summary>
/// <param name="Keys">How many locks there are; thread t takes the lock number t modulo this.</param>
/// <param name="Acts">How often a holder acts.</param>
/// <param name="ThinkNs">The mean time between two operations of a thread, ns.</param>
/// <param name="Threads">What each thread is at; empty until their number is known.</param>
/// <param name="Count">How many operations there were.</param>
internal sealed record LockGenerator(int Keys, int Acts, long ThinkNs, ImmutableArray<LockGenerator.Holder> Threads, long Count) : IGenerator
{
    /// <summary>What a thread is at.</summary>
    /// <param name="Token">The token that it believes to hold; null for none.</param>
    /// <param name="Left">How often it still acts.</param>
    /// <param name="IsBusy">Whether an operation is under way.</param>
    /// <param name="NotBeforeNs">When the next one may start, run clock, ns.</param>
    internal readonly record struct Holder(long? Token, int Left, bool IsBusy, long NotBeforeNs);

    /// <inheritdoc/>
    public GeneratorStep Next(in GeneratorContext context)
    {
        var threads = Threads.IsEmpty ? [.. new Holder[Math.Max(1, context.Concurrency)]] : Threads;
        var next = this with { Threads = threads };
        var (wakeNs, first) = (long.MaxValue, -1);
        for (var thread = 0; thread < threads.Length; thread++)
        {
            var holder = threads[thread];
            if (holder.IsBusy) continue;
            if (holder.NotBeforeNs > context.NowNs) wakeNs = Math.Min(wakeNs, holder.NotBeforeNs);
            else if (first < 0 || holder.NotBeforeNs < threads[first].NotBeforeNs) first = thread;
        }

        return first < 0
            ? GeneratorStep.Pending(next, wakeNs)
            : GeneratorStep.Operation(
                Of(first, threads[first]), 0,
                next with { Threads = threads.SetItem(first, threads[first] with { IsBusy = true }), Count = Count + 1 }, first);
    }

    /// <inheritdoc/>
    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        if (operation.Type is OperationType.Invoke or OperationType.Note || !operation.IsClient || context.Concurrency == 0) return this;
        var thread = operation.Process % context.Concurrency;
        if (thread >= Threads.Length || !Threads[thread].IsBusy) return this;
        var thinkNs = ThinkNs == 0 ? 0 : context.Random.At(Count).Below(2 * ThinkNs, thread);
        return this with { Threads = Threads.SetItem(thread, After(Threads[thread], operation) with { NotBeforeNs = context.NowNs + thinkNs }) };
    }

    private Holder After(Holder holder, in Operation operation) => operation switch
    {
        // Its process is gone, and its lock with it once the lease ends.
        { Type: OperationType.Info } => default,
        { F: LockOperations.Acquire, Type: OperationType.Ok } => new(operation.Value.AsInteger(), Acts, false, 0),
        { F: LockOperations.Act, Type: OperationType.Ok } => holder with { Left = holder.Left - 1, IsBusy = false },
        // Refused: the lock is another's. Released or not, it begins anew.
        _ => default,
    };

    private Invocation Of(int thread, Holder holder)
    {
        var key = $"lock{thread % Keys}";
        return holder.Token is not { } token ? LockOperations.AcquireOf(key)
            : holder.Left > 0 ? LockOperations.ActOf(key, token)
            : LockOperations.ReleaseOf(key, token);
    }
}
