namespace Chaos;

/// <summary>An invocation of an earlier run that a replay makes again.</summary>
/// <param name="AtNs">When it was invoked, from the beginning of that run's main phase, ns.</param>
/// <param name="Thread">The client thread that made it.</param>
/// <param name="Invocation">What was asked.</param>
public readonly record struct StoredInvocation(long AtNs, int Thread, Invocation Invocation)
{
    /// <summary>The client invocations of a run's main phase, in their order.</summary>
    /// <param name="evidence">The run.</param>
    /// <param name="concurrency">How many client threads it had: process p ran on thread p modulo this.</param>
    public static IReadOnlyList<StoredInvocation> AllOf(Evidence evidence, int concurrency)
    {
        var mainNs = RunPhase.StartOf(RunPhase.Main, evidence) ?? 0;
        var endNs = RunPhase.StartOf(RunPhase.Heal, evidence) ?? long.MaxValue;
        var all = new List<StoredInvocation>();
        foreach (var entry in evidence.History)
        {
            if (!entry.IsClient || entry.Type is not OperationType.Invoke || entry.TimeNs >= endNs) continue;
            all.Add(new(entry.TimeNs - mainNs, entry.Process % concurrency, new(entry.F, entry.Key, entry.Value)));
        }

        return all;
    }
}
