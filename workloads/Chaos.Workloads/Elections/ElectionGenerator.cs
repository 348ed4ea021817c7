using System.Collections.Immutable;

namespace Chaos.Workloads;

/// <summary>
/// Every client thread stands for its election, under a new name each time; whoever wins asks a few times who leads, and steps down; whoever loses
/// asks once, and stands again. Between its operations a thread thinks for a while.
/// </summary>
/// <param name="Keys">How many elections there are; thread t stands in the election number t modulo this.</param>
/// <param name="Questions">How often a leader asks before it steps down.</param>
/// <param name="ThinkNs">The mean time between two operations of a thread, ns.</param>
/// <param name="Threads">What each thread is at; empty until their number is known.</param>
/// <param name="Count">How many operations there were.</param>
internal sealed record ElectionGenerator(int Keys, int Questions, long ThinkNs, ImmutableArray<ElectionGenerator.Candidate> Threads, long Count) : IGenerator
{
    /// <summary>What a thread is at.</summary>
    /// <param name="Term">The term in which it believes to lead; null for none.</param>
    /// <param name="Left">How often it still asks.</param>
    /// <param name="IsBusy">Whether an operation is under way.</param>
    /// <param name="NotBeforeNs">When the next one may start, run clock, ns.</param>
    internal readonly record struct Candidate(long? Term, int Left, bool IsBusy, long NotBeforeNs);

    /// <inheritdoc/>
    public GeneratorStep Next(in GeneratorContext context)
    {
        var threads = Threads.IsEmpty ? [.. new Candidate[Math.Max(1, context.Concurrency)]] : Threads;
        var next = this with { Threads = threads };
        var (wakeNs, first) = (long.MaxValue, -1);
        for (var thread = 0; thread < threads.Length; thread++)
        {
            var candidate = threads[thread];
            if (candidate.IsBusy) continue;
            if (candidate.NotBeforeNs > context.NowNs) wakeNs = Math.Min(wakeNs, candidate.NotBeforeNs);
            else if (first < 0 || candidate.NotBeforeNs < threads[first].NotBeforeNs) first = thread;
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

    private Candidate After(Candidate candidate, in Operation operation) => operation switch
    {
        // Its process is gone, and its leadership with it once the lease ends.
        { Type: OperationType.Info } => default,
        { F: ElectionOperations.Campaign, Type: OperationType.Ok } => new(operation.Value.AsList()[0].AsInteger(), Questions, false, 0),
        { F: ElectionOperations.Campaign } => new(null, 1, false, 0),
        { F: ElectionOperations.Observe } => candidate with { Left = candidate.Left - 1, IsBusy = false },
        _ => default,
    };

    private Invocation Of(int thread, Candidate candidate)
    {
        var key = $"election{thread % Keys}";
        return candidate.Left > 0 ? ElectionOperations.ObserveOf(key)
            : candidate.Term is { } term ? ElectionOperations.ResignOf(key, term)
            : ElectionOperations.CampaignOf(key, $"c{thread}-{Count}");
    }
}
