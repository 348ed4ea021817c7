namespace Chaos.Systems;

/// <summary>A client's place at one server: its session, opened when it is needed and again after it ended.</summary>
/// <param name="dialer">The server.</param>
/// <param name="timeout">After so long without a word the servers end the session.</param>
internal sealed class ZooKeeperSeat(NodeDialer dialer, TimeSpan timeout) : IDisposable
{
    private long usedAt;

    /// <summary>The session; null where there is none.</summary>
    public ZooKeeperSession? Session { get; private set; }

    /// <summary>Carries out an operation; an error becomes its completion.</summary>
    public async ValueTask<Completion> RunAsync(
        bool isRead, Func<ZooKeeperSession, CancellationToken, Task<Completion>> run, CancellationToken cancellationToken)
    {
        try
        {
            // A server forgets a session of which it hears nothing; then a new one is opened before anything is sent.
            if (Session is { } old && dialer.Time.GetElapsedTime(Math.Max(usedAt, old.PingedAt)) > old.Timeout / 2) Dispose();
            Session ??= await ZooKeeperSession.OpenAsync(dialer, timeout, cancellationToken);
            var completion = await run(Session, cancellationToken);
            usedAt = dialer.Time.GetTimestamp();
            return completion;
        }
        catch (CallException e)
        {
            if (e.EndsConnection) Dispose();
            return e.Complete(isRead);
        }
        catch (OperationCanceledException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Lets go of the session.</summary>
    public void Dispose()
    {
        Session?.Dispose();
        Session = null;
    }
}
