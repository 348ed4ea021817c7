using System.Globalization;

namespace Chaos.Checking;

/// <summary>Was anything tested? Every function of the workload succeeded at least once, and there were enough successes in all.</summary>
/// <param name="functions">The functions of which each must end ok at least once.</param>
/// <param name="minimumOk">The least number of ok operations in all. Default 1.</param>
public sealed class OperationCoverageChecker(IReadOnlyList<string> functions, long minimumOk = 1) : IChecker
{
    /// <inheritdoc/>
    public string Name => "operations";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Coverage;

    /// <inheritdoc/>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<(string F, OperationType Type), long>();
        foreach (var operation in evidence.History)
        {
            if (operation.IsClient) counts[(operation.F, operation.Type)] = Count(operation.F, operation.Type) + 1;
        }

        var ok = counts.Where(pair => pair.Key.Type is OperationType.Ok).Sum(pair => pair.Value);
        var tried = counts.Where(pair => pair.Key.Type is OperationType.Invoke).Sum(pair => pair.Value);
        var doubts = functions.Where(f => Count(f, OperationType.Ok) == 0)
            .Select(f => $"No {f} ever succeeded ({Count(f, OperationType.Invoke)} tried).").ToList();
        if (tried == 0) doubts = ["Nothing was tested: the history has no operation."];
        else if (ok < minimumOk) doubts.Add($"Only {ok} operations succeeded; at least {minimumOk} are asked for.");
        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = doubts.Count == 0 ? Verdict.Valid : Verdict.Unknown,
            Reason = doubts.Count == 0
                ? $"{ok} of {tried} operations succeeded, and each of {string.Join(", ", functions)} did."
                : string.Join(" ", doubts),
            Details = counts.Keys.Select(key => key.F).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .SelectMany(f => Outcomes(f)).ToDictionary(pair => pair.Key, pair => pair.Value),
        };

        long Count(string f, OperationType type) => counts.GetValueOrDefault((f, type));

        IEnumerable<KeyValuePair<string, string>> Outcomes(string f) =>
            new[] { OperationType.Ok, OperationType.Fail, OperationType.Info }.Select(type => KeyValuePair.Create(
                $"{f}.{type.ToString().ToLowerInvariant()}", Count(f, type).ToString(CultureInfo.InvariantCulture)));
    }
}
