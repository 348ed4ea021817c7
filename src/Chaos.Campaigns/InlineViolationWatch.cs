using Chaos.Checking;

namespace Chaos.Campaigns;

/// <summary>
/// Follows a run on the scheduler's own thread and asks it to stop at the first violation, so that in virtual time the same run always
/// stops at the same entry. The verdict is that of the checkers at the end.
/// </summary>
/// <param name="model">The model to judge by.</param>
internal sealed class InlineViolationWatch(IModel model) : IRunObserver
{
    private readonly OnlineChecker checker = new(model);

    public string? StopReason { get; private set; }

    public void OnRecorded(in Operation entry)
    {
        if (StopReason is not null || !entry.IsClient) return;
        checker.Observe(entry);
        if (checker.Violation is { } violation)
            StopReason = $"Stopped at a violation, because of --stop-on-violation: {violation.Sentence}.";
    }
}
