namespace Chaos;

/// <summary>
/// Sources of operations, and ways to combine them. All are immutable values; their draws depend only on the run's seed and on
/// their own counts.
/// </summary>
public static class Generators
{
    /// <summary>Nothing.</summary>
    public static IGenerator None { get; } = new OperationsGenerator([], 0);

    /// <summary>These operations, once each, in this order.</summary>
    public static IGenerator Of(params Invocation[] invocations) =>
        new OperationsGenerator(invocations.Select(invocation => (invocation, (int?)null)).ToArray(), 0);

    /// <summary>These operations, once each, in this order, each by the given client thread.</summary>
    public static IGenerator OnThreads(IEnumerable<(Invocation Invocation, int Thread)> operations) =>
        new OperationsGenerator(operations.Select(pair => (pair.Invocation, (int?)pair.Thread)).ToArray(), 0);

    /// <summary>Each of these operations once on every node, by a client that is pinned to it.</summary>
    public static IGenerator OnEachNode(IEnumerable<Invocation> invocations) => new EachNodeGenerator(invocations.ToArray(), 0);

    /// <summary>Operations without end: the n-th is what the function makes of n (from 0) and a source of its own.</summary>
    public static IGenerator Endless(Func<long, Randomness, Invocation> create) => new EndlessGenerator(create, 0);

    /// <summary>Each operation from one of these, drawn with the given weights. One that is done is left out from then on.</summary>
    /// <exception cref="UsageException">There are none, or a weight is not positive.</exception>
    public static IGenerator Mix(params (int Weight, IGenerator Generator)[] parts) => MixGenerator.Create(parts);

    /// <summary>First this, then, when it is done, the next.</summary>
    public static IGenerator Then(this IGenerator first, IGenerator next) => new SequenceGenerator(first, next);

    /// <summary>The same again and again, from the beginning each time it is done.</summary>
    public static IGenerator Cycle(this IGenerator round) => new CycleGenerator(round, round, 0, false);

    /// <summary>At most so many operations.</summary>
    public static IGenerator Limit(this IGenerator inner, long operations) => new LimitGenerator(inner, operations);

    /// <summary>Done when so much of the phase is over.</summary>
    public static IGenerator For(this IGenerator inner, TimeSpan time) => new TimeLimitGenerator(inner, time.Ticks * 100);

    /// <summary>
    /// Open loop: operations get intended starts with exponential gaps (a Poisson process), which do not wait for completions.
    /// Latency counts from the intended start.
    /// </summary>
    /// <exception cref="UsageException">The rate is not positive.</exception>
    public static IGenerator Rate(this IGenerator inner, double perSecond) => RateGenerator.Create(inner, perSecond, isFixed: false);

    /// <summary>Open loop with equal gaps between the intended starts.</summary>
    /// <exception cref="UsageException">The rate is not positive.</exception>
    public static IGenerator FixedRate(this IGenerator inner, double perSecond) => RateGenerator.Create(inner, perSecond, isFixed: true);

    /// <summary>
    /// A pause before each operation, drawn evenly between two lengths, from the end of the operation before (or the begin of the
    /// phase). For lanes with one operation at a time.
    /// </summary>
    /// <exception cref="UsageException">A length is negative, or the second is shorter than the first.</exception>
    public static IGenerator After(this IGenerator inner, TimeSpan shortest, TimeSpan longest) =>
        PauseGenerator.Create(inner, shortest, longest);

    /// <summary>
    /// A nemesis' rhythm, without end: a pause, the beginning of a fault, a pause while it is in force, its end. The pauses are drawn
    /// evenly between 0.5 and 1.5 times the given lengths.
    /// </summary>
    public static IGenerator FaultCycle(Invocation begin, Invocation end, TimeSpan gap, TimeSpan hold) =>
        Of(begin).After(gap * 0.5, gap * 1.5).Then(Of(end).After(hold * 0.5, hold * 1.5)).Cycle();
}
