using System.Net;
using Grpc.Core;

namespace Chaos.Systems;

/// <summary>
/// Calls of one kind of probe to one node. Probes are not recorded operations: each has a deadline, and one that missed it leaves its
/// connection behind, so that the next starts afresh instead of waiting for a stalled one.
/// </summary>
internal sealed class ProbeChannel(IPEndPoint endpoint, TimeSpan answerWithin, TimeProvider time) : IAsyncDisposable
{
    private NodeChannel? channel;

    /// <summary>Carries out a call.</summary>
    /// <exception cref="ProbeException">There was no answer in time, or an error.</exception>
    public async Task<T> CallAsync<T>(Func<CallInvoker, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var mine = channel ??= new NodeChannel(endpoint, answerWithin, time);
        using var late = new CancellationTokenSource(answerWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await call(mine.Invoker, either.Token);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!late.IsCancellationRequested) throw new ProbeException(Describe(e), e);
            if (Interlocked.CompareExchange(ref channel, null, mine) == mine) await mine.DisposeAsync();
            throw new ProbeException($"no answer within {answerWithin.TotalMilliseconds} ms", e);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref channel, null)?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string Describe(Exception e) => e is RpcException rpc ? $"{rpc.StatusCode}: {rpc.Status.Detail}" : e.Message;
}
