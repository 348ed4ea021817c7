using Chaos.Systems.EtcdMessages;
using Google.Protobuf;
using Grpc.Core;

namespace Chaos.Systems;

/// <summary>
/// Registers below one prefix, and streams of their changes. A stream that breaks is opened again after the last revision that it told, a few
/// times at the most; a compacted one ends. What came is told as it came.
/// </summary>
internal sealed class EtcdWatchClient(EtcdCaller caller, TimeProvider time) : IClient
{
    private const int MostItems = 1_000;
    private const int MostStreams = 4;
    private static readonly ByteString prefix = ByteString.CopyFromUtf8("watch/");
    private static readonly ByteString prefixEnd = EtcdKeys.EndOf(prefix);
    private readonly KV.KVClient kv = new(caller.Invoker);
    private readonly Watch.WatchClient watches = new(caller.Invoker);

    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken) => invocation.F switch
    {
        WatchOperations.Write => caller.DoAsync(false, () => WriteAsync(invocation, cancellationToken)),
        WatchOperations.Delete => caller.DoAsync(false, () => DeleteAsync(invocation, cancellationToken)),
        WatchOperations.Rewrite => caller.DoAsync(false, () => RewriteAsync(invocation, cancellationToken)),
        WatchOperations.Watch => WatchAsync(invocation.Value, cancellationToken),
        var other => throw new InvalidOperationException($"etcd's watch has no operation '{other}'."),
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => caller.DisposeAsync();

    private async Task<Completion> WriteAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var request = new PutRequest { Key = KeyOf(invocation), Value = EtcdKeys.BytesOf(invocation.Value.AsInteger()) };
        using var call = kv.PutAsync(request, cancellationToken: cancellationToken);
        var response = await call;
        return Completion.Ok(Value.Of(EtcdKeys.RevisionOf(response.Header), invocation.Value));
    }

    private async Task<Completion> DeleteAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        using var call = kv.DeleteRangeAsync(new DeleteRangeRequest { Key = KeyOf(invocation) }, cancellationToken: cancellationToken);
        var response = await call;
        return Completion.Ok(Value.Of(response.Deleted == 0 ? Value.Null : EtcdKeys.RevisionOf(response.Header), Value.Null));
    }

    private async Task<Completion> RewriteAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var (value, older) = (invocation.Value.AsList()[0], invocation.Value.AsList()[1].AsInteger());
        var key = KeyOf(invocation);
        var request = new TxnRequest
        {
            Success =
            {
                new RequestOp { RequestRange = new RangeRequest { Key = key, Revision = older } },
                new RequestOp { RequestPut = new PutRequest { Key = key, Value = EtcdKeys.BytesOf(value.AsInteger()) } },
            },
        };
        using var call = kv.TxnAsync(request, cancellationToken: cancellationToken);
        var response = await call;
        return Completion.Ok(Value.Of(EtcdKeys.RevisionOf(response.Header), value));
    }

    private async ValueTask<Completion> WatchAsync(Value argument, CancellationToken cancellationToken)
    {
        var (from, forMs, progress) = WatchOperations.WatchArguments(argument);
        using var over = new CancellationTokenSource(TimeSpan.FromMilliseconds(forMs), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        var told = new EtcdWatchItems(from);
        var between = TimeSpan.FromMilliseconds(forMs) / (progress + 1);
        for (var streams = 1; ; streams++)
        {
            var start = told.Next;
            var (_, failure) = await caller.AskAsync(true, () => ReadAsync(told, start, between, progress, either.Token));
            var isLast = failure is null || over.IsCancellationRequested || told.IsOver || !told.WasOpened || streams == MostStreams;
            if (isLast && told.WasOpened) return told.ToCompletion();
            if (isLast) return failure ?? Completion.Fail("no stream was opened in time");
            told.Resume();
        }
    }

    // Ends when the time is over, all that is wanted has come, or the server ended the stream; with an error of the call where it broke.
    private async Task<bool> ReadAsync(EtcdWatchItems told, long start, TimeSpan between, int progress, CancellationToken end)
    {
        using var call = watches.Watch(cancellationToken: end);
        await call.RequestStream.WriteAsync(
            new WatchRequest { CreateRequest = new WatchCreateRequest { Key = prefix, RangeEnd = prefixEnd, StartRevision = start } }, end);
        var asking = AskForProgressAsync(call.RequestStream, between, progress, end);
        try
        {
            while (told.Count < MostItems && !told.IsOver && await call.ResponseStream.MoveNext(end)) told.Take(call.ResponseStream.Current);
        }
        catch (RpcException) when (end.IsCancellationRequested)
        {
            // The time is over.
        }

        call.Dispose();
        await asking;
        return true;
    }

    private async Task AskForProgressAsync(
        IClientStreamWriter<WatchRequest> requests, TimeSpan between, int times, CancellationToken end)
    {
        try
        {
            for (var i = 0; i < times; i++)
            {
                await Task.Delay(between, time, end);
                await requests.WriteAsync(new WatchRequest { ProgressRequest = new WatchProgressRequest() }, end);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or RpcException or InvalidOperationException or ObjectDisposedException)
        {
            // The stream is over, which its reader tells.
        }
    }

    private static ByteString KeyOf(in Invocation invocation) => ByteString.CopyFromUtf8($"watch/{EtcdKeys.NameOf(invocation)}");
}
