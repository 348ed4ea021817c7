namespace Chaos;

/// <summary>What a generator answers: an operation, "not yet", or "nothing more"; and the generator to ask next.</summary>
public readonly record struct GeneratorStep
{
    private GeneratorStep(GeneratorStepKind kind, Invocation invocation, long dueNs, int? thread, IGenerator next)
    {
        Kind = kind;
        Invocation = invocation;
        DueNs = dueNs;
        Thread = thread;
        Generator = next;
    }

    /// <summary>Operation, pending or done.</summary>
    public GeneratorStepKind Kind { get; }

    /// <summary>The operation, where there is one.</summary>
    public Invocation Invocation { get; }

    /// <summary>
    /// For an operation the time (run clock, ns) before which it must not start: its intended start in open-loop load, recorded as
    /// <see cref="Operation.DueNs"/>; 0 for "as soon as a process is free" (closed loop), which is not recorded. For pending
    /// the time to ask again, or <see cref="long.MaxValue"/> where only a completion can change the answer.
    /// </summary>
    public long DueNs { get; }

    /// <summary>The client thread (from 0) that must run it; null for any free one.</summary>
    public int? Thread { get; }

    /// <summary>The generator that stands for what is left.</summary>
    public IGenerator Generator { get; }

    /// <summary>An operation that any free process may start at <paramref name="dueNs"/> or later.</summary>
    public static GeneratorStep Operation(Invocation invocation, long dueNs, IGenerator next, int? thread = null) =>
        new(GeneratorStepKind.Operation, invocation, dueNs, thread, next);

    /// <summary>Nothing now; ask again at <paramref name="untilNs"/>, or after a completion.</summary>
    public static GeneratorStep Pending(IGenerator next, long untilNs = long.MaxValue) =>
        new(GeneratorStepKind.Pending, default, untilNs, null, next);

    /// <summary>Nothing more, ever.</summary>
    public static GeneratorStep Done(IGenerator next) => new(GeneratorStepKind.Done, default, 0, null, next);
}
