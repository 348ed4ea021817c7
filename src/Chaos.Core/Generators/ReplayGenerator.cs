namespace Chaos;

/// <summary>Makes stored invocations again, each on its thread and due at its stored time; one whose thread is busy waits for it.</summary>
/// <param name="invocations">The invocations, in order of time.</param>
/// <param name="next">How many were made already.</param>
public sealed class ReplayGenerator(IReadOnlyList<StoredInvocation> invocations, int next = 0) : IGenerator
{
    /// <inheritdoc/>
    public GeneratorStep Next(in GeneratorContext context)
    {
        if (next >= invocations.Count) return GeneratorStep.Done(this);
        var stored = invocations[next];
        // Due 0 would mean "as soon as possible", which is not recorded; the comparison needs the time.
        var dueNs = Math.Max(1, context.PhaseStartNs + stored.AtNs);
        return GeneratorStep.Operation(stored.Invocation, dueNs, new ReplayGenerator(invocations, next + 1), stored.Thread);
    }

    /// <inheritdoc/>
    public IGenerator Update(in GeneratorContext context, in Operation operation) => this;
}
