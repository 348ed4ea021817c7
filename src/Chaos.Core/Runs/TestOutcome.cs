namespace Chaos;

/// <summary>How a run went, apart from any verdict.</summary>
public sealed record TestOutcome
{
    /// <summary>What was recorded; with a journal exactly what the journal was able to write.</summary>
    public required History History { get; init; }

    /// <summary>The phases that took place.</summary>
    public required IReadOnlyList<PhaseTime> Phases { get; init; }

    /// <summary>When all nemeses had healed, run clock, ns; null where one could not.</summary>
    public long? HealedAtNs { get; init; }

    /// <summary>When the cluster was healthy after healing, run clock, ns; null where it was not, or nobody waited for it.</summary>
    public long? HealthyAtNs { get; init; }

    /// <summary>Why the cluster was not healthy within the limit; null where it was, or nobody waited for it.</summary>
    public string? RecoveryFailure { get; init; }

    /// <summary>Whether all final operations were carried out (whatever their outcome).</summary>
    public bool FinalComplete { get; init; }

    /// <summary>Whether the run was interrupted. It was healed nevertheless.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Why the test's observer ended the run early; null where it did not. It was healed nevertheless.</summary>
    public string? StopReason { get; init; }

    /// <summary>The failure of the harness, the first where there were several; null where there was none.</summary>
    public RunFailure? Failure { get; init; }
}
