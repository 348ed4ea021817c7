namespace Chaos;

/// <summary>
/// Faults of clients, made by the runner around the clients of a system, so that they are the same on every backend. A worker is a
/// client thread with the processes that it runs one after the other; its node is the one that it is pinned to.
/// </summary>
public interface IClientFaults
{
    /// <summary>The workers, by number, with the node that each is pinned to.</summary>
    IReadOnlyList<string> Workers { get; }

    /// <summary>
    /// Stops a worker where it is, and the keep-alives of its session: nothing that it is told to do is sent, and no answer reaches it
    /// before <see cref="ResumeAsync"/>.
    /// </summary>
    ValueTask<EffectTime> PauseAsync(int worker, CancellationToken cancellationToken);

    /// <summary>Lets a paused worker go on.</summary>
    ValueTask<EffectTime> ResumeAsync(int worker, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the worker's process and its connection without releasing anything: what it had sent has no known outcome. The next
    /// operation of the worker finds that out, and its thread goes on as another process.
    /// </summary>
    ValueTask<EffectTime> CrashAsync(int worker, CancellationToken cancellationToken);

    /// <summary>Delays everything that the worker sends, and everything that it is answered, by this much; zero ends it.</summary>
    ValueTask<EffectTime> DelayAsync(int worker, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>What became of the worker's operations so far.</summary>
    ClientUse Inspect(int worker);
}
