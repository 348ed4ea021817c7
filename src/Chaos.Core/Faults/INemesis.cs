namespace Chaos;

/// <summary>
/// One fault family in a run: when and whom (its generator and its own draws), how (through the cluster's fault capabilities), the
/// heal, and the proof that it bit. It decides, the cluster obeys. Each nemesis is a lane of its own: one operation at a time.
/// </summary>
public interface INemesis
{
    /// <summary>The family: <c>partition</c>.</summary>
    string Name { get; }

    /// <summary>The colour of its lane, as a CSS hexadecimal colour.</summary>
    string Color { get; }

    /// <summary>The promise it breaks.</summary>
    BrokenPromise Breaks { get; }

    /// <summary>When it acts; its operations come back through <see cref="InvokeAsync"/>.</summary>
    IGenerator Generator { get; }

    /// <summary>
    /// Says in a sentence what it lacks on this cluster (a fault capability, at least two nodes), before any load; null where it can work.
    /// </summary>
    string? WhyUnavailable(ICluster cluster);

    /// <summary>Carries out one of its operations: begins a fault, or ends it.</summary>
    ValueTask<Completion> InvokeAsync(NemesisContext context, Invocation invocation, CancellationToken cancellationToken);

    /// <summary>Ends whatever of its faults is in force, verifies that it ended, and completes the records. Called at the end of every run.</summary>
    ValueTask HealAsync(NemesisContext context, CancellationToken cancellationToken);
}
