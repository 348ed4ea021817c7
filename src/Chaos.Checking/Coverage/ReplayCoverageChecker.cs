using System.Globalization;

namespace Chaos.Checking;

/// <summary>
/// Did a replay inject what it repeats? Every stored fault that had bitten was injected again, was measured to be effective, and clients
/// began at least one operation while it was in force. Stored faults that had not bitten are told.
/// </summary>
/// <param name="stored">The faults of the original that were tried.</param>
public sealed class ReplayCoverageChecker(IReadOnlyList<FaultRecord> stored) : IChecker
{
    /// <inheritdoc/>
    public string Name => "faults";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Coverage;

    /// <inheritdoc/>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var operations = new FaultOperations(evidence.History);
        FaultRecord[] wanted = [.. stored.Where(fault => fault.Effective is true)];
        string[] doubts = [.. wanted.Select(fault => Doubt(fault, evidence.Schedule, operations)).OfType<string>()];
        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = doubts.Length == 0 ? Verdict.Valid : Verdict.Unknown,
            Reason = (doubts.Length > 0
                ? string.Join(" ", doubts)
                : $"All {wanted.Length} faults that had bitten were injected again and bit, with operations during each.")
                + (wanted.Length == stored.Count ? "" : $" {stored.Count - wanted.Length} stored faults had not been proven and are not asked for."),
            Details = new Dictionary<string, string>
            {
                ["stored"] = stored.Count.ToString(CultureInfo.InvariantCulture),
                ["repeated"] = (wanted.Length - doubts.Length).ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    private static string? Doubt(FaultRecord fault, IReadOnlyList<FaultRecord> schedule, FaultOperations operations)
    {
        FaultRecord[] tries = [.. schedule.Where(again => again.Replays == fault.Id)];
        var again = tries.LastOrDefault(one => one.Outcome is FaultOutcome.Installed) ?? tries.LastOrDefault();
        return again switch
        {
            null => $"{fault.Id} was not tried again: the run ended before it.",
            { Outcome: FaultOutcome.Skipped } => $"{fault.Id} was skipped: {again.Reason}",
            { Outcome: FaultOutcome.Indeterminate } => $"Nobody knows whether {fault.Id} was in force again: {again.Reason}",
            { Effective: not true } => $"{fault.Id} was injected again and not proven to have bitten: {again.Effect ?? "nothing was measured"}.",
            _ => operations.During(again) == 0 ? $"No operation was begun while {fault.Id} was in force again." : null,
        };
    }
}
