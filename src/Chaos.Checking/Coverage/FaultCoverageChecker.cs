using System.Globalization;

namespace Chaos.Checking;

/// <summary>
/// Did every requested fault bite? Each requested family was injected at least once; every injection was measured to be effective;
/// and clients began at least one operation while it was certainly in force. Injections that were skipped, and those of which nobody
/// knows whether they were in force, count as not made: they are told, and do no harm as long as the family bit otherwise. So do
/// those that came into force when the load was over.
/// </summary>
/// <param name="requested">The families that were asked for by name.</param>
public sealed class FaultCoverageChecker(IReadOnlyList<string> requested) : IChecker
{
    /// <inheritdoc/>
    public string Name => "faults";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Coverage;

    /// <inheritdoc/>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var operations = new FaultOperations(evidence.History);
        var loadEndNs = RunPhase.StartOf(RunPhase.Heal, evidence) ?? long.MaxValue;
        var doubts = new List<string>();
        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        var injected = 0;
        var asides = new List<string>();
        foreach (var family in requested.Distinct(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var faults = evidence.Schedule.Where(fault => fault.Nemesis == family).ToArray();
            var installed = faults
                .Where(fault => fault.Outcome is FaultOutcome.Installed && !(fault.FromNs >= loadEndNs)).ToArray();
            var late = faults.Count(fault => fault.Outcome is FaultOutcome.Installed) - installed.Length;
            var skipped = faults.Count(fault => fault.Outcome is FaultOutcome.Skipped);
            var unclear = faults.Count(fault => fault.Outcome is FaultOutcome.Indeterminate);
            injected += installed.Length;
            if (installed.Length == 0) doubts.Add(NeverInjected(family, faults));
            doubts.AddRange(installed.Select(fault => Doubt(fault, operations)).OfType<string>());
            if (skipped + unclear + late > 0)
                asides.Add($"{family}: {skipped} skipped, {unclear} indeterminate, {late} after the load");
            Put("injections", installed.Length);
            Put("effective", installed.Count(fault => fault.Effective is true));
            Put("skipped", skipped);
            Put("indeterminate", unclear);
            Put("late", late);
            Put("operations", installed.Sum(fault => operations.During(fault)));
            void Put(string what, long figure) => details[$"{family}.{what}"] = figure.ToString(CultureInfo.InvariantCulture);
        }

        var aside = asides.Count == 0 ? "" : $" ({string.Join("; ", asides)})";
        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = doubts.Count == 0 ? Verdict.Valid : Verdict.Unknown,
            Reason = doubts.Count > 0 ? string.Join(" ", doubts) + aside
                : requested.Count == 0 ? "No fault was asked for."
                : $"All {injected} injections of {string.Join(", ", requested)} bit, with operations during each{aside}.",
            Details = details,
        };
    }

    private static string NeverInjected(string family, FaultRecord[] faults) =>
        faults.LastOrDefault(fault => fault.Reason is not null) is { } last
            ? $"{family} was asked for and never injected; the last of {faults.Length} tries: {last.Reason}"
            : $"{family} was asked for and never injected: the run was too short, or its lane never ran.";

    private static string? Doubt(FaultRecord fault, FaultOperations operations) => fault switch
    {
        { Effective: false } => $"{fault.Id} was not proven to have bitten: {fault.Effect ?? "nothing was measured"}.",
        { Effective: null } => $"{fault.Id} was never measured to its end.",
        _ when operations.During(fault) == 0 => $"No operation was begun while {fault.Id} was in force.",
        _ => null,
    };
}
