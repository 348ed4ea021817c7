namespace Chaos;

/// <summary>One connection of a client to one node: one call at a time, each sent at most once.</summary>
public interface IProgramConnection : IAsyncDisposable
{
    /// <summary>Sends a request and waits for its reply.</summary>
    /// <exception cref="OperationCanceledException">Given up; the request may still take effect.</exception>
    ValueTask<ProgramCallResult> CallAsync(ProgramMessage request, CancellationToken cancellationToken);
}
