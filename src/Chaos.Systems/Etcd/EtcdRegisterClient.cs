using System.Globalization;
using System.Text;
using Chaos.Systems.EtcdMessages;
using Google.Protobuf;

namespace Chaos.Systems;

/// <summary>
/// Registers as keys of etcd: a read is a range of one key, a write a put, a cas a transaction that compares the value (or that the
/// key is absent). Evidence is the store's revision when it answered; for a write and an applied cas that is its own.
/// </summary>
internal sealed class EtcdRegisterClient(EtcdCaller caller, bool serializableReads) : IClient
{
    private readonly KV.KVClient kv = new(caller.Invoker);

    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = EtcdKeys.Of(invocation);
        return caller.DoAsync(invocation.F == RegisterOperations.Read, () => invocation.F switch
        {
            RegisterOperations.Read => ReadAsync(key, cancellationToken),
            RegisterOperations.Write => WriteAsync(key, invocation.Value, cancellationToken),
            RegisterOperations.Cas => CasAsync(key, invocation.Value, cancellationToken),
            var other => throw new InvalidOperationException($"etcd's register has no operation '{other}'."),
        });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => caller.DisposeAsync();

    private async Task<Completion> ReadAsync(ByteString key, CancellationToken cancellationToken)
    {
        var request = new RangeRequest { Key = key, Serializable = serializableReads };
        using var call = kv.RangeAsync(request, cancellationToken: cancellationToken);
        var response = await call;
        return Completion.Ok(ValueOf(response), EtcdKeys.RevisionOf(response.Header));
    }

    private async Task<Completion> WriteAsync(ByteString key, Value value, CancellationToken cancellationToken)
    {
        using var call = kv.PutAsync(PutOf(key, value), cancellationToken: cancellationToken);
        var response = await call;
        return Completion.Ok(value, EtcdKeys.RevisionOf(response.Header));
    }

    private async Task<Completion> CasAsync(ByteString key, Value argument, CancellationToken cancellationToken)
    {
        var (expected, next) = RegisterOperations.CasArguments(argument);
        var request = new TxnRequest
        {
            Compare = { CompareWith(key, expected) },
            Success = { new RequestOp { RequestPut = PutOf(key, next) } },
            Failure = { new RequestOp { RequestRange = new RangeRequest { Key = key } } },
        };
        using var call = kv.TxnAsync(request, cancellationToken: cancellationToken);
        var response = await call;
        if (response.Succeeded) return Completion.Ok(argument, EtcdKeys.RevisionOf(response.Header));
        return response.Responses is [{ ResponseRange: { } observed }]
            ? Completion.Mismatch(ValueOf(observed))
            : throw new InvalidOperationException("etcd answered a failed cas without the value that it saw: one range was expected.");
    }

    // A key that was never written has creation revision 0.
    private static Compare CompareWith(ByteString key, Value expected) => expected.IsNull
        ? new Compare { Key = key, Target = Compare.Types.CompareTarget.Create, CreateRevision = 0 }
        : new Compare { Key = key, Target = Compare.Types.CompareTarget.Value, Value = BytesOf(expected) };

    private static PutRequest PutOf(ByteString key, Value value) => new() { Key = key, Value = BytesOf(value) };

    private static ByteString BytesOf(Value value) => EtcdKeys.BytesOf(value.AsInteger());

    // What is no integer was never written by us: it is kept as text, so that the checker sees it.
    private static Value ValueOf(RangeResponse response) => response.Kvs switch
    {
        [] => Value.Null,
        [var only] => long.TryParse(only.Value.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? Value.Of(integer)
            : Value.Of(Encoding.UTF8.GetString(only.Value.Span)),
        var many => throw new InvalidOperationException($"etcd answered a read of one key with {many.Count} keys."),
    };
}
