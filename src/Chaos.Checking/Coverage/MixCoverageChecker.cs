using System.Globalization;

namespace Chaos.Checking;

/// <summary>
/// Did a mix bite? At least so many different families have an injection that measurements prove and during which clients began at
/// least one operation. Injections without proof are told and do not count.
/// </summary>
/// <param name="least">How many families must bite.</param>
public sealed class MixCoverageChecker(int least) : IChecker
{
    /// <inheritdoc/>
    public string Name => "faults";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Coverage;

    /// <inheritdoc/>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var operations = new FaultOperations(evidence.History);
        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        var (bit, others) = (new List<string>(), new List<string>());
        foreach (var family in evidence.Schedule.GroupBy(fault => fault.Nemesis, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var installed = family.Where(fault => fault.Outcome is FaultOutcome.Installed).ToArray();
            var proven = installed.Where(fault => fault.Effective is true && operations.During(fault) > 0).ToArray();
            details[$"{family.Key}.injections"] = installed.Length.ToString(CultureInfo.InvariantCulture);
            details[$"{family.Key}.effective"] = proven.Length.ToString(CultureInfo.InvariantCulture);
            if (proven.Length > 0) bit.Add(family.Key);
            if (proven.Length < installed.Length || proven.Length == 0) others.Add(Told(family.Key, family, installed, proven));
        }

        var enough = bit.Count >= least;
        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = enough ? Verdict.Valid : Verdict.Unknown,
            Reason = $"{bit.Count} families bit{(bit.Count == 0 ? "" : $" ({string.Join(", ", bit)})")}; {least} were asked for."
                + (others.Count == 0 ? "" : $" {string.Join(" ", others)}"),
            Details = details,
        };
    }

    private static string Told(string family, IEnumerable<FaultRecord> all, FaultRecord[] installed, FaultRecord[] proven)
    {
        var last = installed.Length > 0
            ? installed.Last(fault => !proven.Contains(fault)) is { } doubtful ? doubtful.Effect ?? "nothing was measured" : ""
            : all.LastOrDefault(fault => fault.Reason is not null)?.Reason ?? "it was never begun";
        return $"{family}: {proven.Length} of {installed.Length} injections proven; {last.TrimEnd('.')}.";
    }
}
