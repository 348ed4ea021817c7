using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>How a run ended, as its folder says it. A folder that does not say it belongs to a run that was killed.</summary>
/// <param name="Harness">How the harness came through.</param>
/// <param name="Reason">
/// What failed, and what to do, in a sentence; for a harness that is ok why the run ended early; null where there is nothing to say.
/// </param>
public sealed record RunEnding(HarnessState Harness, string? Reason)
{
    /// <summary>The ending of a run whose folder tells of none.</summary>
    public static RunEnding Killed { get; } = new(
        HarnessState.InfrastructureFailed,
        "Chaos was killed during the run, so its end is missing: no healing, no final reads. What was recorded until then is judged.");
}
