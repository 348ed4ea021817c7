namespace Chaos.Nemeses;

/// <summary>A fault of an earlier run that a replay makes again.</summary>
/// <param name="Fault">Its last record.</param>
/// <param name="BeginNs">When it was drawn (a wait for a leader before that is not repeated), from the beginning of that run's main phase, ns.</param>
/// <param name="EndNs">When its end was asked for, likewise; null where the final heal ended it.</param>
public sealed record StoredFault(FaultRecord Fault, long BeginNs, long? EndNs)
{
    /// <summary>The faults of a run that were tried, in the order in which they were asked for.</summary>
    public static IReadOnlyList<StoredFault> AllOf(Evidence evidence)
    {
        var mainNs = RunPhase.StartOf(RunPhase.Main, evidence) ?? 0;
        var ends = EndsOf(evidence.History);
        return
        [
            .. evidence.Schedule.Where(fault => fault.Outcome is not FaultOutcome.Skipped).OrderBy(fault => fault.AskedNs)
                .Select(fault => new StoredFault(fault, (fault.DrawnNs ?? fault.AskedNs) - mainNs, EndOf(fault, ends) - mainNs)),
        ];
    }

    private static long? EndOf(FaultRecord fault, ILookup<string, long> ends)
    {
        var sinceNs = fault.FromNs ?? fault.AskedNs;
        return ends[FaultCycle.EndOf(fault.Nemesis)].Where(timeNs => timeNs >= sinceNs).Select(timeNs => (long?)timeNs).FirstOrDefault();
    }

    // When each lane was told to end a fault, in order of time.
    private static ILookup<string, long> EndsOf(History history) => history
        .Where(entry => entry is { Process: Operation.NemesisProcess, Type: OperationType.Invoke })
        .ToLookup(entry => entry.F, entry => entry.TimeNs, StringComparer.Ordinal);
}
