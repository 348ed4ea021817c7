using System.Collections.Immutable;

namespace Chaos.Workloads;

/// <summary>
/// A load in which every client thread goes its own way: one operation after the other, each by what came of the last one, and between them it
/// thinks for a while. Of several threads that could start, the one that has waited longest does.
/// </summary>
/// <typeparam name="TState">What a thread is at.</typeparam>
/// <param name="Plan">What a thread does next.</param>
/// <param name="ThinkNs">The mean time between two operations of a thread, ns.</param>
/// <param name="Threads">What each thread is at; empty until their number is known.</param>
/// <param name="Count">How many operations there were.</param>
internal sealed record ThreadGenerator<TState>(
    IThreadPlan<TState> Plan, long ThinkNs, ImmutableArray<ThreadGenerator<TState>.Seat> Threads, long Count) : IGenerator
    where TState : struct
{
    /// <summary>A generator of which nothing was asked yet.</summary>
    /// <param name="plan">What a thread does next.</param>
    /// <param name="thinkNs">The mean time between two operations of a thread, ns; 0 for none.</param>
    public ThreadGenerator(IThreadPlan<TState> plan, long thinkNs)
        : this(plan, thinkNs, [], 0)
    {
    }

    /// <summary>A thread.</summary>
    /// <param name="State">What it is at.</param>
    /// <param name="IsBusy">Whether an operation is under way.</param>
    /// <param name="NotBeforeNs">When the next one may start, run clock, ns.</param>
    internal readonly record struct Seat(TState State, bool IsBusy, long NotBeforeNs);

    /// <inheritdoc/>
    public GeneratorStep Next(in GeneratorContext context)
    {
        var threads = Threads.IsEmpty ? [.. new Seat[Math.Max(1, context.Concurrency)]] : Threads;
        var next = this with { Threads = threads };
        var (wakeNs, first) = (long.MaxValue, -1);
        for (var thread = 0; thread < threads.Length; thread++)
        {
            var seat = threads[thread];
            if (seat.IsBusy) continue;
            if (seat.NotBeforeNs > context.NowNs) wakeNs = Math.Min(wakeNs, seat.NotBeforeNs);
            else if (first < 0 || seat.NotBeforeNs < threads[first].NotBeforeNs) first = thread;
        }

        return first < 0
            ? GeneratorStep.Pending(next, wakeNs)
            : GeneratorStep.Operation(
                Plan.Of(first, threads[first].State, Count), 0,
                next with { Threads = threads.SetItem(first, threads[first] with { IsBusy = true }), Count = Count + 1 }, first);
    }

    /// <inheritdoc/>
    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        if (operation.Type is OperationType.Invoke or OperationType.Note || !operation.IsClient || context.Concurrency == 0) return this;
        var thread = operation.Process % context.Concurrency;
        if (thread >= Threads.Length || !Threads[thread].IsBusy) return this;
        var thinkNs = ThinkNs == 0 ? 0 : context.Random.At(Count).Below(2 * ThinkNs, thread);
        return this with { Threads = Threads.SetItem(thread, new(Plan.After(Threads[thread].State, operation), false, context.NowNs + thinkNs)) };
    }
}
