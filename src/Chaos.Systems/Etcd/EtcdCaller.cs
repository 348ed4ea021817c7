using Grpc.Core;

namespace Chaos.Systems;

/// <summary>Sends the requests of one client, each at most once, and says what an error proves.</summary>
/// <param name="channel">The client's connection.</param>
/// <param name="refusalIsProof">Whether a refused connection comes from the node itself.</param>
/// <param name="time">Measures the pause after a refused connection.</param>
internal sealed class EtcdCaller(NodeChannel channel, bool refusalIsProof, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan pauseAfterRefusal = TimeSpan.FromMilliseconds(50);

    /// <summary>Carries out calls.</summary>
    public CallInvoker Invoker => channel.Invoker;

    /// <summary>Sends one request.</summary>
    /// <param name="isRead">Whether it has no effect, so that any error is a fail.</param>
    /// <param name="call">Sends it and reads the answer.</param>
    public async ValueTask<Completion> DoAsync(bool isRead, Func<Task<Completion>> call)
    {
        var (completion, failure) = await AskAsync(isRead, call);
        return failure ?? completion;
    }

    /// <summary>Sends one request of an operation that has more of them.</summary>
    /// <returns>The answer, or the completion that the error stands for.</returns>
    public async ValueTask<(T? Answer, Completion? Failure)> AskAsync<T>(bool isRead, Func<Task<T>> call)
    {
        var permit = channel.BeginOperation();
        try
        {
            var answer = await call();
            // Were the permit by-passed, an error could pass for a proof that nothing was sent.
            return permit.IsUsed
                ? (answer, null)
                : throw new InvalidOperationException("etcd answered a request that had no permit: a bug in the client.");
        }
        catch (RpcException error)
        {
            var failure = EtcdErrors.Classify(error, permit, isRead, refusalIsProof);
            // A node that is down would else answer so quickly that it drew most of the load.
            if (permit.ConnectFailure is { IsRefusal: true }) await Task.Delay(pauseAfterRefusal, time);
            return (default, failure);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => channel.DisposeAsync();
}
