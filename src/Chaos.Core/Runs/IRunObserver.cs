namespace Chaos;

/// <summary>Follows a run while it goes on, and may end it early.</summary>
public interface IRunObserver
{
    /// <summary>
    /// Told every entry of the history in order, with its index and time, on the scheduler's thread: it must be quick. A throw is a
    /// failure of the run.
    /// </summary>
    void OnRecorded(in Operation entry);

    /// <summary>
    /// Why the run is to end now, in a sentence; null while it may go on. Then no new operations are sent, those in flight end, and
    /// everything is healed. Asked after every step of the scheduler.
    /// </summary>
    string? StopReason { get; }
}
