namespace Chaos;

/// <summary>
/// A client that holds a session with the system (a lease, a lock, a subscription) and keeps it alive by messages that are not
/// recorded. Client faults stop them with the worker.
/// </summary>
public interface ISessionClient : IClient
{
    /// <summary>Stops the keep-alives, as in a process that stands still. What the client answers meanwhile is held back by the runner.</summary>
    void PauseKeepAlives();

    /// <summary>Sends keep-alives again, if the session still lives.</summary>
    void ResumeKeepAlives();

    /// <summary>Sends each keep-alive so much later, as over a slow link; zero ends that.</summary>
    void DelayKeepAlives(TimeSpan delay);

    /// <summary>Lets go of the connection, as a process that crashed: nothing is released, the session ends when the system ends it.</summary>
    ValueTask AbandonAsync();
}
