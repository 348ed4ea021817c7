using Chaos.Systems.EtcdMessages;
using Grpc.Core;

namespace Chaos.Systems;

/// <summary>
/// A client's lease and its keep-alives, which have a connection of their own and are not recorded. They stop where the client stands still,
/// is abandoned or closed; the lease then ends when etcd ends it.
/// </summary>
/// <param name="caller">The client's connection, for requests that belong to an operation.</param>
/// <param name="keepAlives">The connection of the keep-alives.</param>
/// <param name="ttl">How long the lease lasts without keep-alives.</param>
/// <param name="time">Measures the pauses between keep-alives.</param>
internal sealed class EtcdLease(EtcdCaller caller, NodeChannel keepAlives, TimeSpan ttl, TimeProvider time) : IAsyncDisposable
{
    private const int KeepAlivesEach = 3;
    private readonly Lease.LeaseClient grants = new(caller.Invoker);
    private readonly Lease.LeaseClient renewals = new(keepAlives.Invoker);
    private readonly CancellationTokenSource closed = new();
    private volatile bool isPaused;
    private long id;
    private long delayTicks;
    private int isDisposed;
    private Task? renewing;

    /// <summary>The lease for an operation: the one that is held, else a new one.</summary>
    /// <returns>Its number, or why there is none: a fail, because a lease alone does nothing.</returns>
    public async ValueTask<(long Id, Completion? Failure)> HoldAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Read(ref id) is not 0 and var held) return (held, null);
        var (granted, failure) = await caller.AskAsync(true, async () =>
        {
            using var call = grants.LeaseGrantAsync(new LeaseGrantRequest { Ttl = (long)ttl.TotalSeconds }, cancellationToken: cancellationToken);
            return await call;
        });
        if (failure is not null) return (0, failure);
        Interlocked.Exchange(ref id, granted!.Id);
        renewing ??= RenewAsync();
        return (granted.Id, null);
    }

    /// <summary>Forgets the lease: etcd does not know it any more.</summary>
    public void Lose(long lost) => Interlocked.CompareExchange(ref id, 0, lost);

    /// <summary>Sends no keep-alives, as a process that stands still.</summary>
    public void Pause() => isPaused = true;

    /// <summary>Sends keep-alives again.</summary>
    public void Resume() => isPaused = false;

    /// <summary>Sends each keep-alive so much later, as over a slow link.</summary>
    public void Delay(TimeSpan delay) => Interlocked.Exchange(ref delayTicks, delay.Ticks);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1) return;
        await closed.CancelAsync();
        await keepAlives.DisposeAsync();
        if (renewing is not null) await renewing;
        closed.Dispose();
    }

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(ttl / KeepAlivesEach, time, closed.Token);
                await Task.Delay(TimeSpan.FromTicks(Interlocked.Read(ref delayTicks)), time, closed.Token);
                if (!isPaused && Interlocked.Read(ref id) is not 0 and var held) await RenewAsync(held);
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }

    private async Task RenewAsync(long held)
    {
        try
        {
            using var late = new CancellationTokenSource(ttl, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, closed.Token);
            using var call = renewals.LeaseKeepAlive(cancellationToken: either.Token);
            await call.RequestStream.WriteAsync(new LeaseKeepAliveRequest { Id = held }, either.Token);
            if (await call.ResponseStream.MoveNext(either.Token) && call.ResponseStream.Current.Ttl <= 0) Lose(held);
        }
        catch (Exception failed) when (failed is RpcException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            closed.Token.ThrowIfCancellationRequested(); // else the next one may get through
        }
    }
}
