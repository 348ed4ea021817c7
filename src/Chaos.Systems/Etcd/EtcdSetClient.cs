using System.Globalization;
using Chaos.Systems.EtcdMessages;
using Google.Protobuf;

namespace Chaos.Systems;

/// <summary>Sets as ranges of keys: each element is a key of its own, so that adds do not compete; a read is a range over all of them.</summary>
internal sealed class EtcdSetClient(EtcdCaller caller, bool serializableReads) : IClient
{
    private readonly KV.KVClient kv = new(caller.Invoker);

    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken) => invocation.F switch
    {
        SetOperations.Add => caller.DoAsync(false, () => AddAsync(invocation, cancellationToken)),
        SetOperations.Read => caller.DoAsync(true, () => ReadAsync(invocation, cancellationToken)),
        var other => throw new InvalidOperationException($"etcd's set has no operation '{other}'."),
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => caller.DisposeAsync();

    private async Task<Completion> AddAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var element = invocation.Value.AsInteger().ToString(CultureInfo.InvariantCulture);
        var key = ByteString.CopyFromUtf8($"set/{EtcdKeys.NameOf(invocation)}/{element}");
        var request = new PutRequest { Key = key, Value = ByteString.CopyFromUtf8(element) };
        using var call = kv.PutAsync(request, cancellationToken: cancellationToken);
        var response = await call;
        return Completion.Ok(invocation.Value, EtcdKeys.RevisionOf(response.Header));
    }

    private async Task<Completion> ReadAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var prefix = ByteString.CopyFromUtf8($"set/{EtcdKeys.NameOf(invocation)}/");
        var request = new RangeRequest { Key = prefix, RangeEnd = EtcdKeys.EndOf(prefix), Serializable = serializableReads };
        using var call = kv.RangeAsync(request, cancellationToken: cancellationToken);
        var response = await call;
        return Completion.Ok(Value.Of([.. response.Kvs.Select(pair => EtcdKeys.ValueOf(pair.Value))]), EtcdKeys.RevisionOf(response.Header));
    }
}
