using Chaos.Systems.EtcdMessages;
using Google.Protobuf;

namespace Chaos.Systems;

/// <summary>
/// Versioned registers as keys: etcd counts the changes of a key itself. A change is a transaction that puts and reads the key again, so that
/// it tells its version. Evidence is the revision: for a change its own, for a read that of the key's last change.
/// </summary>
internal sealed class EtcdVersionedClient(EtcdCaller caller, bool serializableReads) : IClient
{
    private readonly KV.KVClient kv = new(caller.Invoker);

    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = EtcdKeys.Of(invocation);
        switch (invocation.F)
        {
            case VersionedRegisterOperations.Read:
                return caller.DoAsync(true, () => ReadAsync(key, cancellationToken));
            case VersionedRegisterOperations.Write:
                var value = invocation.Value.AsInteger();
                return caller.DoAsync(false, () => ChangeAsync(key, null, value, cancellationToken));
            case VersionedRegisterOperations.Cas:
                var (version, next) = VersionedRegisterOperations.CasArguments(invocation.Value);
                return caller.DoAsync(false, () => ChangeAsync(key, version, next, cancellationToken));
            default:
                throw new InvalidOperationException($"etcd's versioned register has no operation '{invocation.F}'.");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => caller.DisposeAsync();

    private async Task<Completion> ReadAsync(ByteString key, CancellationToken cancellationToken)
    {
        using var call = kv.RangeAsync(new RangeRequest { Key = key, Serializable = serializableReads }, cancellationToken: cancellationToken);
        var response = await call;
        return response.Kvs.Count == 0
            ? Completion.Ok(VersionedRegisterOperations.ResultOf(0, Value.Null))
            : Completion.Ok(ResultOf(response.Kvs[0]), Value.Of(response.Kvs[0].ModRevision));
    }

    private async Task<Completion> ChangeAsync(ByteString key, long? expected, long value, CancellationToken cancellationToken)
    {
        var look = new RequestOp { RequestRange = new RangeRequest { Key = key } };
        var request = new TxnRequest
        {
            Success = { new RequestOp { RequestPut = new PutRequest { Key = key, Value = EtcdKeys.BytesOf(value) } }, look },
            Failure = { look },
        };
        if (expected is { } version)
            request.Compare.Add(new Compare { Key = key, Target = Compare.Types.CompareTarget.Version, Version = version });
        using var call = kv.TxnAsync(request, cancellationToken: cancellationToken);
        var response = await call;
        var seen = response.Responses is [.., { ResponseRange: { } range }]
            ? range.Kvs
            : throw new InvalidOperationException("etcd answered a transaction without the key's version: a range was expected.");
        if (!response.Succeeded) return Completion.Mismatch(Value.Of(seen.Count == 0 ? 0 : seen[0].Version));
        return seen.Count == 0
            ? throw new InvalidOperationException("etcd answered that it put the key, but the same transaction did not see it.")
            : Completion.Ok(ResultOf(seen[0]), EtcdKeys.RevisionOf(response.Header));
    }

    private static Value ResultOf(KeyValue pair) => VersionedRegisterOperations.ResultOf(pair.Version, EtcdKeys.ValueOf(pair.Value));
}
