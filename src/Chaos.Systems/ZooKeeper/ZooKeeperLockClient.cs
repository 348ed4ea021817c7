using System.Text;

namespace Chaos.Systems;

/// <summary>
/// Locks and elections as ephemeral nodes, which live as long as their holder's session: whoever creates the node holds the lock (leads), and the number of
/// that transaction (zxid) is the token (term). Signs of life go out beside the operations, unless the client stands still; a client that is closed lets go of
/// the connection only, and the servers end the session when its time is over.
/// </summary>
internal sealed class ZooKeeperLockClient : ISessionClient
{
    private const int PingsEach = 3;
    private readonly ZooKeeperSeat seat;
    private readonly NodeDialer dialer;
    private readonly TimeSpan timeout;
    private readonly CancellationTokenSource closed = new();
    private readonly Dictionary<long, ZooKeeperSession> sessions = [];
    private volatile bool isPaused;
    private Task? pinging;
    private int isDisposed;
    private long delayTicks;

    /// <summary>Makes a client.</summary>
    /// <param name="dialer">The server.</param>
    /// <param name="timeout">After so long without a sign of life the servers end the session.</param>
    public ZooKeeperLockClient(NodeDialer dialer, TimeSpan timeout)
    {
        this.dialer = dialer;
        this.timeout = timeout;
        seat = new ZooKeeperSeat(dialer, timeout);
    }

    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var path = "/lock-" + RegisterValues.KeyOf(invocation, "ZooKeeper");
        return seat.RunAsync(
            invocation.F == ElectionOperations.Observe,
            (open, token) => invocation.F switch
            {
                LockOperations.Acquire => CreateAsync(open, path, "held", Value.Of, token),
                ElectionOperations.Campaign => CreateAsync(
                    open, path, invocation.Value.AsText(), term => Value.Of(Value.Of(term), invocation.Value), token),
                LockOperations.Release or ElectionOperations.Resign => ReleaseAsync(open, path, invocation.Value, token),
                ElectionOperations.Observe => ObserveAsync(open, path, token),
                var other => throw new InvalidOperationException($"ZooKeeper's lock has no operation '{other}'."),
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public void PauseKeepAlives() => isPaused = true;

    /// <inheritdoc/>
    public void ResumeKeepAlives() => isPaused = false;

    /// <inheritdoc/>
    public void DelayKeepAlives(TimeSpan delay) => Interlocked.Exchange(ref delayTicks, delay.Ticks);

    /// <inheritdoc/>
    public ValueTask AbandonAsync() => DisposeAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1) return;
        await closed.CancelAsync();
        if (pinging is not null) await pinging;
        seat.Dispose();
        closed.Dispose();
    }

    private async Task<Completion> CreateAsync(
        ZooKeeperSession open, string path, string content, Func<long, Value> resultOf, CancellationToken cancellationToken)
    {
        pinging ??= PingAsync();
        var created = (await open.CallAsync(cancellationToken, ZooKeeperRequest.Create(path, Encoding.UTF8.GetBytes(content), ephemeral: true)))[0];
        if (created.Error == ZooKeeperErrors.NodeExists) return Completion.Fail(LockOperations.HeldError);
        if (created.Error != 0) throw ZooKeeperErrors.Of(created.Error);
        sessions[created.Zxid] = open;
        return Completion.Ok(resultOf(created.Zxid));
    }

    // As new as an acknowledged campaign; the node tells the transaction that made it.
    private static async Task<Completion> ObserveAsync(ZooKeeperSession open, string path, CancellationToken cancellationToken)
    {
        var answer = await open.ReadAsync(ZooKeeperRead.Quorum, path, ZooKeeperRequest.Get(path), cancellationToken);
        if (answer.Error == ZooKeeperErrors.NoNode) return Completion.Ok(Value.Null);
        if (answer.Error != 0) throw ZooKeeperErrors.Of(answer.Error);
        var candidate = Encoding.UTF8.GetString(answer.Buffer());
        return Completion.Ok(Value.Of(Value.Of(answer.Stat().Created), Value.Of(candidate)));
    }

    // A lock lives as long as the session that made it: in another session the node would be somebody else's.
    private async Task<Completion> ReleaseAsync(ZooKeeperSession open, string path, Value token, CancellationToken cancellationToken)
    {
        if (!sessions.Remove(token.AsInteger(), out var session) || session != open)
            return Completion.Info("the session of the lock was lost; the servers end it in their time");
        var deleted = (await open.CallAsync(cancellationToken, ZooKeeperRequest.Delete(path)))[0];
        return deleted.Error switch
        {
            0 => Completion.Ok(token),
            ZooKeeperErrors.NoNode => Completion.Fail(LockOperations.NotHeldError),
            var error => throw ZooKeeperErrors.Of(error),
        };
    }

    private async Task PingAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(timeout / PingsEach, dialer.Time, closed.Token);
                await Task.Delay(TimeSpan.FromTicks(Interlocked.Read(ref delayTicks)), dialer.Time, closed.Token);
                if (!isPaused) seat.Session?.TryPing(dialer.Time);
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }
}
