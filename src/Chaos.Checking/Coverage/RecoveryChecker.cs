namespace Chaos.Checking;

/// <summary>
/// Was the system healthy again in time? From the moment when the last fault was verified to be healed (the mark of phase
/// <see cref="RunPhase.Recover"/>) every node was observed to be healthy within the limit, and the final operations (begun after the
/// mark of phase <see cref="RunPhase.Final"/>) succeeded: on every node that was asked, and for every key.
/// </summary>
/// <param name="nodes">The nodes that must become healthy.</param>
/// <param name="limit">How long that may take after the final heal.</param>
public sealed class RecoveryChecker(IReadOnlyList<string> nodes, TimeSpan limit) : IChecker
{
    /// <inheritdoc/>
    public string Name => "recovery";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Recovery;

    /// <inheritdoc/>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> doubts = RunPhase.StartOf(RunPhase.Recover, evidence) is { } healedNs
            ? [.. nodes.Select(node => Unhealthy(node, healedNs, evidence, details)).OfType<string>(), .. Unfinished(evidence, details)]
            : ["The evidence has no mark of a final heal: the run ended before it."];
        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = doubts.Count == 0 ? Verdict.Valid : Verdict.Unknown,
            Reason = doubts.Count == 0
                ? $"All {nodes.Count} nodes were healthy within {Durations.Format(limit)} after the final heal, and the final operations succeeded."
                : string.Join(" ", doubts.Concat(NotTheSystems(evidence))),
            Details = details,
        };
    }

    // After a natural heal the kernel decides when connections go on: that must not be blamed on the system.
    private static IEnumerable<string> NotTheSystems(Evidence evidence) => evidence.Schedule.Any(fault =>
        fault is { FromNs: not null } && fault.Parameters.TryGetValue("heal", out var mode) && mode == "natural")
        ? ["Partitions were healed naturally: TCP's own back-off, up to as long again as a cut lasted, may account for the delay. "
            + "Try heal=fast to see the system's share."]
        : [];

    private string? Unhealthy(string node, long healedNs, Evidence evidence, Dictionary<string, string> details)
    {
        var seen = evidence.Observations
            .Where(seen => seen.Kind is ObservationKind.Health && seen.Node == node && seen.SentNs >= healedNs).ToArray();
        if (seen.FirstOrDefault(seen => seen.Healthy is true) is { } first)
        {
            var tookNs = first.ReceivedNs - healedNs;
            details[$"{node}.healthy"] = $"{tookNs / 1e9:0.0} s";
            return tookNs <= limit.Ticks * TimeSpan.NanosecondsPerTick
                ? null
                : $"{node} was healthy only {tookNs / 1e9:0.0} s after the final heal; the limit is {Durations.Format(limit)}.";
        }

        return seen.Length == 0
            ? $"{node} was never asked for its health after the final heal."
            : $"{node} was not healthy within {(seen[^1].ReceivedNs - healedNs) / 1e9:0.0} s after the final heal{Why(seen[^1])}.";
    }

    private static string Why(Observation seen) => seen.Detail is { } detail ? $" ({detail})" : "";

    private static List<string> Unfinished(Evidence evidence, Dictionary<string, string> details)
    {
        if (RunPhase.StartOf(RunPhase.Final, evidence) is not { } finalNs)
            return ["The final operations were never begun."];
        var tried = new List<(Operation Invocation, bool Ok)>();
        for (var i = 0; i < evidence.History.Count; i++)
        {
            var operation = evidence.History[i];
            if (!operation.IsClient || operation.Type is not OperationType.Invoke || operation.TimeNs < finalNs) continue;
            var end = evidence.History.CompletionOf(i);
            tried.Add((operation, end >= 0 && evidence.History[end].Type is OperationType.Ok));
        }

        details["final.tried"] = $"{tried.Count}";
        details["final.ok"] = $"{tried.Count(entry => entry.Ok)}";
        if (tried.Count == 0) return ["No final operation was tried."];
        return [.. NeverOk("on node", entry => entry.Node), .. NeverOk("on key", entry => entry.Key)];

        IEnumerable<string> NeverOk(string where, Func<Operation, string?> place) => tried
            .Where(entry => place(entry.Invocation) is not null)
            .GroupBy(entry => place(entry.Invocation)!)
            .Where(group => !group.Any(entry => entry.Ok))
            .Select(group => $"No final operation {where} {group.Key} succeeded ({group.Count()} tried).");
    }
}
