namespace Chaos.Reports;

/// <summary>From the verdicts of the three families and the state of the harness to one verdict and one exit code.</summary>
public static class VerdictTable
{
    /// <summary>Nothing is wrong, and that was tested.</summary>
    public const int ExitValid = 0;

    /// <summary>A violation.</summary>
    public const int ExitInvalid = 1;

    /// <summary>Nobody knows.</summary>
    public const int ExitUnknown = 2;

    /// <summary>The infrastructure kept the run from a verdict.</summary>
    public const int ExitInfrastructure = 3;

    /// <summary>A defect in Chaos kept the run from a verdict.</summary>
    public const int ExitBug = 70;

    /// <summary>The user interrupted the run.</summary>
    public const int ExitInterrupted = 130;

    /// <summary>
    /// The table. Kept evidence of a violation stands, whatever else happened; coverage and recovery can only take certainty away.
    /// </summary>
    /// <param name="safety">The merged verdict of the safety checkers.</param>
    /// <param name="coverage">That of the coverage checkers; null where coverage was not asked for (a bare history).</param>
    /// <param name="recovery">That of the recovery checkers; null where recovery was not asked for.</param>
    /// <param name="harness">How the harness came through.</param>
    public static RunOutcome Decide(Verdict safety, Verdict? coverage, Verdict? recovery, HarnessState harness) =>
        (safety, harness) switch
        {
            (Verdict.Invalid, _) => new(Verdict.Invalid, ExitInvalid),
            (_, HarnessState.InfrastructureFailed) => new(Verdict.Unknown, ExitInfrastructure),
            (_, HarnessState.Bug) => new(Verdict.Unknown, ExitBug),
            (_, HarnessState.Interrupted) => new(Verdict.Unknown, ExitInterrupted),
            (Verdict.Valid, HarnessState.Ok) when IsGood(coverage) && IsGood(recovery) => new(Verdict.Valid, ExitValid),
            _ => new(Verdict.Unknown, ExitUnknown),
        };

    /// <summary>The verdict of one family: the worst of its checkers, null where none of them belongs to it.</summary>
    public static Verdict? Merge(IEnumerable<CheckResult> checks, VerdictFamily family)
    {
        Verdict? worst = null;
        foreach (var check in checks)
            if (check.Family == family && (worst is null || check.Verdict > worst)) worst = check.Verdict;
        return worst;
    }

    private static bool IsGood(Verdict? verdict) => verdict is null or Verdict.Valid;
}
