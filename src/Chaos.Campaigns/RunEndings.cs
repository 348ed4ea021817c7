using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Says how a run ended, from its outcome or from what kept it from having one.</summary>
/// <param name="place">Where the run's files are, for messages.</param>
internal sealed class RunEndings(string place)
{
    /// <summary>Why the files could not be written, and what to do.</summary>
    public string FullDisk(string failure) =>
        $"The run's files in {place} could not be written ({failure}); what was written is judged. Make room, or give --out another disk.";

    /// <summary>The ending of a run that came to its end.</summary>
    public RunEnding Of(TestOutcome outcome, CancellationToken stop) => outcome switch
    {
        { Failure: { Exception: IOException } failure } => new(HarnessState.InfrastructureFailed, FullDisk(failure.Message)),
        { Failure: { Kind: RunFailureKind.Infrastructure } failure } => new(HarnessState.InfrastructureFailed, failure.Message),
        { Failure: { } failure } => new(HarnessState.Bug, failure.Message),
        { Interrupted: true } => Interrupted(stop),
        { StopReason: { } reason } => new(HarnessState.Ok, reason),
        _ => new(HarnessState.Ok, null),
    };

    /// <summary>The ending of a run that did not.</summary>
    public RunEnding Of(Exception failure, CancellationToken stop) => failure switch
    {
        OperationCanceledException when stop.IsCancellationRequested => Interrupted(stop),
        ClusterException => new(HarnessState.InfrastructureFailed, failure.Message),
        IOException or UnauthorizedAccessException => new(HarnessState.InfrastructureFailed, FullDisk(failure.Message)),
        _ => new(HarnessState.Bug, $"This is a bug in Chaos, please report it: {failure}"),
    };

    private static RunEnding Interrupted(CancellationToken stop) =>
        new(HarnessState.Interrupted, stop.IsCancellationRequested ? "The run was interrupted." : "The run was stopped.");
}
