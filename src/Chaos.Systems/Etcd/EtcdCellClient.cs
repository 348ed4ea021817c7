using Chaos.Systems.EtcdMessages;
using Google.Protobuf;

namespace Chaos.Systems;

/// <summary>
/// Data types in one key each: a range, then, where the cell changes, a transaction that compares the revision at which the key was last
/// modified. Only the transaction has an effect; one that lost the race is a fail.
/// </summary>
internal sealed class EtcdCellClient(EtcdCaller caller, ICellStructure structure, bool serializableReads) : IClient
{
    private readonly KV.KVClient kv = new(caller.Invoker);

    /// <inheritdoc/>
    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = EtcdKeys.Of(invocation);
        var (seen, failure) = await caller.AskAsync(true, () => ReadAsync(key, cancellationToken));
        if (failure is { } failed) return failed;
        var cell = seen!.Kvs.Count == 0 ? Value.Null : EtcdKeys.ValueOf(seen.Kvs[0].Value);
        var step = structure.Apply(cell, invocation);
        if (step.Next is not { } next) return With(step.Answer, seen.Header);
        var modified = seen.Kvs.Count == 0 ? 0 : seen.Kvs[0].ModRevision;
        return await caller.DoAsync(false, () => ReplaceAsync(key, modified, next, step.Answer, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => caller.DisposeAsync();

    private async Task<RangeResponse> ReadAsync(ByteString key, CancellationToken cancellationToken)
    {
        using var call = kv.RangeAsync(new RangeRequest { Key = key, Serializable = serializableReads }, cancellationToken: cancellationToken);
        return await call;
    }

    private async Task<Completion> ReplaceAsync(
        ByteString key, long modified, Value next, Completion answer, CancellationToken cancellationToken)
    {
        var request = new TxnRequest
        {
            Compare = { new Compare { Key = key, Target = Compare.Types.CompareTarget.Mod, ModRevision = modified } },
            Success = { new RequestOp { RequestPut = new PutRequest { Key = key, Value = UnsafeByteOperations.UnsafeWrap(CellText.Write(next)) } } },
        };
        using var call = kv.TxnAsync(request, cancellationToken: cancellationToken);
        var response = await call;
        return response.Succeeded ? With(answer, response.Header) : Completion.Fail(CounterOperations.ContendedError);
    }

    // A mismatch has its own evidence.
    private static Completion With(Completion answer, ResponseHeader? header) =>
        answer.Type is OperationType.Ok ? answer with { Evidence = EtcdKeys.RevisionOf(header) } : answer;
}
