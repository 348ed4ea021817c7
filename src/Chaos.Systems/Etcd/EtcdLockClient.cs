using Chaos.Systems.EtcdMessages;
using Google.Protobuf;

namespace Chaos.Systems;

/// <summary>
/// Locks and elections as keys that exist as long as their holder's lease: whoever creates the key holds it, and the revision at which it was
/// created is the token (term). A release deletes the key if it still is the same one. No attempt waits.
/// </summary>
internal sealed class EtcdLockClient(EtcdCaller caller, EtcdLease lease) : ISessionClient
{
    private readonly KV.KVClient kv = new(caller.Invoker);

    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = ByteString.CopyFromUtf8($"lock/{EtcdKeys.NameOf(invocation)}");
        return invocation.F switch
        {
            LockOperations.Acquire => CreateAsync(key, "held", Value.Of, cancellationToken),
            ElectionOperations.Campaign => CreateAsync(
                key, invocation.Value.AsText(), term => Value.Of(Value.Of(term), invocation.Value), cancellationToken),
            LockOperations.Release or ElectionOperations.Resign =>
                caller.DoAsync(false, () => DeleteAsync(key, invocation.Value, cancellationToken)),
            ElectionOperations.Observe => caller.DoAsync(true, () => ObserveAsync(key, cancellationToken)),
            var other => throw new InvalidOperationException($"etcd's lock has no operation '{other}'."),
        };
    }

    /// <inheritdoc/>
    public void PauseKeepAlives() => lease.Pause();

    /// <inheritdoc/>
    public void ResumeKeepAlives() => lease.Resume();

    /// <inheritdoc/>
    public void DelayKeepAlives(TimeSpan delay) => lease.Delay(delay);

    /// <inheritdoc/>
    public ValueTask AbandonAsync() => DisposeAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await lease.DisposeAsync();
        await caller.DisposeAsync();
    }

    private async ValueTask<Completion> CreateAsync(
        ByteString key, string content, Func<long, Value> resultOf, CancellationToken cancellationToken)
    {
        var (held, failure) = await lease.HoldAsync(cancellationToken);
        if (failure is { } none) return none;
        var completion = await caller.DoAsync(false, async () =>
        {
            var request = new TxnRequest
            {
                Compare = { new Compare { Key = key, Target = Compare.Types.CompareTarget.Create, CreateRevision = 0 } },
                Success = { new RequestOp { RequestPut = new PutRequest { Key = key, Value = ByteString.CopyFromUtf8(content), Lease = held } } },
            };
            using var call = kv.TxnAsync(request, cancellationToken: cancellationToken);
            var response = await call;
            return response.Succeeded
                ? Completion.Ok(resultOf(response.Header.Revision))
                : Completion.Fail(LockOperations.HeldError);
        });
        // A new one is taken the next time.
        if (completion.Error == EtcdErrors.LeaseNotFound.Text) lease.Lose(held);
        return completion;
    }

    private async Task<Completion> DeleteAsync(ByteString key, Value token, CancellationToken cancellationToken)
    {
        var request = new TxnRequest
        {
            Compare = { new Compare { Key = key, Target = Compare.Types.CompareTarget.Create, CreateRevision = token.AsInteger() } },
            Success = { new RequestOp { RequestDeleteRange = new DeleteRangeRequest { Key = key } } },
        };
        using var call = kv.TxnAsync(request, cancellationToken: cancellationToken);
        return (await call).Succeeded ? Completion.Ok(token) : Completion.Fail(LockOperations.NotHeldError);
    }

    private async Task<Completion> ObserveAsync(ByteString key, CancellationToken cancellationToken)
    {
        using var call = kv.RangeAsync(new RangeRequest { Key = key }, cancellationToken: cancellationToken);
        var response = await call;
        return response.Kvs.Count == 0
            ? Completion.Ok(Value.Null)
            : Completion.Ok(Value.Of(Value.Of(response.Kvs[0].CreateRevision), Value.Of(response.Kvs[0].Value.ToStringUtf8())));
    }
}
