namespace Chaos.Campaigns;

/// <summary>Lets checkers judge evidence, one after the other; a checker that throws is unknown with the reason.</summary>
/// <param name="time">Measures how long the checkers take.</param>
public sealed class Judge(TimeProvider time)
{
    /// <summary>Judges.</summary>
    /// <exception cref="UsageException">The budget forces an engine that does not exist.</exception>
    /// <exception cref="HistoryFormatException">An operation is none of the model's.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; then there is no verdict.</exception>
    public (IReadOnlyList<CheckResult> Checks, double CheckerMs) Check(
        Evidence evidence, IReadOnlyList<IChecker> checkers, CheckBudget budget, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var checks = checkers.Select(checker => CheckOne(evidence, checker, budget, cancellationToken)).ToArray();
        return (checks, time.GetElapsedTime(start).TotalMilliseconds);
    }

    private static CheckResult CheckOne(
        Evidence evidence, IChecker checker, CheckBudget budget, CancellationToken cancellationToken)
    {
        try
        {
            return checker.Check(evidence, budget, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not UsageException and not HistoryFormatException)
        {
            return new()
            {
                Name = checker.Name,
                Family = checker.Family,
                Verdict = Verdict.Unknown,
                Reason = $"The checker failed, which is a bug in Chaos: {failure.GetType().Name}: {failure.Message}",
            };
        }
    }
}
