using System.Threading.Channels;
using Chaos.Checking;

namespace Chaos.Campaigns;

/// <summary>
/// Follows a run beside the scheduler and asks it to stop at the first violation. What it sees ends the run early and decides nothing:
/// the verdict is that of the checkers on the stored history.
/// </summary>
public sealed class ViolationWatch : IRunObserver, IAsyncDisposable
{
    private const int Backlog = 65_536;
    private readonly OnlineChecker checker;
    private readonly IProgress<string> progress;
    private readonly Channel<Operation> entries = Channel.CreateBounded<Operation>(
        new BoundedChannelOptions(Backlog) { SingleReader = true, SingleWriter = true });

    private readonly Task following;
    private volatile string? stopReason;
    private volatile bool hasEnded;
    private bool isBehind;

    /// <summary>Begins to follow.</summary>
    /// <param name="model">The model to judge by.</param>
    /// <param name="progress">Told when the watch ends early.</param>
    public ViolationWatch(IModel model, IProgress<string> progress)
    {
        checker = new OnlineChecker(model);
        this.progress = progress;
        following = Task.Run(FollowAsync);
    }

    /// <inheritdoc/>
    public string? StopReason => stopReason;

    /// <inheritdoc/>
    public void OnRecorded(in Operation entry)
    {
        if (isBehind || !entry.IsClient || entries.Writer.TryWrite(entry) || hasEnded) return;
        isBehind = true; // without every entry it could see what is not there
        entries.Writer.TryComplete();
        progress.Report($"The run is faster than --stop-on-violation can follow ({Backlog} entries behind); it goes on to its end.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        await following;
    }

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var entry in entries.Reader.ReadAllAsync())
            {
                checker.Observe(entry);
                if (checker.Violation is not { } violation) continue;
                stopReason = $"Stopped at a violation, because of --stop-on-violation: {violation.Sentence}.";
                break;
            }
        }
        catch (Exception failure)
        {
            progress.Report($"--stop-on-violation cannot follow this run, which goes on to its end: {failure.Message}");
        }

        hasEnded = true; // before the writer is closed: an entry that comes late is not a sign of being behind
        entries.Writer.TryComplete();
        if (checker.GivenUp > 0)
            progress.Report($"--stop-on-violation gave up on {checker.GivenUp} keys that became too large to follow; the check at the end judges all.");
    }
}
