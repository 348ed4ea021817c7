using System.Collections.Frozen;
using Grpc.Core;

namespace Chaos.Systems;

/// <summary>
/// Every error of etcd and of the connection to it, and what it proves. A write or cas is a fail only where a row proves it; what
/// is in no row is info. A read has no effect, so that any failed read is a fail. The order in which a server checks a request
/// is that of etcd's public source, 3.4 to 3.7.
/// </summary>
internal static class EtcdErrors
{
    /// <summary>Nothing listens on the node's address.</summary>
    public static readonly EtcdErrorRow Refused = new(
        "connection refused", null, OperationType.Fail, "The node has no server: there was no connection to send on.");

    /// <summary>Something in front of the node refused.</summary>
    public static readonly EtcdErrorRow RefusedByProxy = new(
        "connection refused by a proxy", null, OperationType.Info,
        "A proxy stands before the node; its refusal says nothing of the node.");

    /// <summary>No connection came about.</summary>
    public static readonly EtcdErrorRow NotConnected = new(
        "not connected", null, OperationType.Fail, "There was no connection to send on.");

    /// <summary>The request never left.</summary>
    public static readonly EtcdErrorRow NotSent = new(
        "not sent", null, OperationType.Fail, "No byte of the request had left when it was given up, and none can leave later.");

    /// <summary>The connection or the deadline ended after the request had begun to leave.</summary>
    public static readonly EtcdErrorRow LostAfterSend = new(
        "no answer after the request was sent", null, OperationType.Info, "The server may have got it, and may still apply it.");

    /// <summary>The server answered something that no row knows.</summary>
    public static readonly EtcdErrorRow UnknownAnswer = new(
        "unknown answer", null, OperationType.Info, "Nothing is known about what it proves.");

    /// <summary>The lease has ended.</summary>
    public static readonly EtcdErrorRow LeaseNotFound = new(
        "etcdserver: requested lease not found", null, OperationType.Fail,
        "Leases begin and end through the log, so that all members refuse the request alike.");

    private const string BeforeProposal = "The node checks it before it proposes the request to Raft.";
    private const string AfterProposal = "The request may already be in the Raft log, and be applied later.";

    /// <summary>The answers of a server, by its words.</summary>
    public static readonly IReadOnlyList<EtcdErrorRow> Answers =
    [
        new("etcdserver: key is not provided", null, OperationType.Fail, BeforeProposal),
        new("etcdserver: value is provided", null, OperationType.Fail, BeforeProposal),
        new("etcdserver: lease is provided", null, OperationType.Fail, BeforeProposal),
        new("etcdserver: too many operations in txn request", null, OperationType.Fail, BeforeProposal),
        new("etcdserver: duplicate key given in txn request", null, OperationType.Fail, BeforeProposal),
        new("etcdserver: request is too large", null, OperationType.Fail, BeforeProposal),
        // Its code is ResourceExhausted by its definition, but released servers send it as Unknown: the words decide.
        new("etcdserver: too many requests", null, OperationType.Fail, BeforeProposal),
        new("etcdserver: not capable", null, OperationType.Fail, "The node refuses all requests before it looks at them."),
        new("etcdserver: rpc not supported for learner", null, OperationType.Fail, "A learner refuses the request before it looks at it."),

        LeaseNotFound,

        new("etcdserver: request timed out", null, OperationType.Info, AfterProposal),
        new("etcdserver: request timed out, possibly due to previous leader failure", null, OperationType.Info, AfterProposal),
        new("etcdserver: request timed out, possibly due to connection lost", null, OperationType.Info, AfterProposal),
        new("etcdserver: request timed out, waiting for the applied index took too long", null, OperationType.Info, AfterProposal),
        new("etcdserver: leader changed", null, OperationType.Info, AfterProposal),
        new("etcdserver: no leader", null, OperationType.Info, AfterProposal),
        new("etcdserver: not leader", null, OperationType.Info, AfterProposal),
        new("etcdserver: server stopped", null, OperationType.Info, AfterProposal),
        new("etcdserver: unhealthy cluster", null, OperationType.Info, AfterProposal),
        new("etcdserver: request canceled", null, OperationType.Info, AfterProposal),
        new("etcdserver: context deadline exceeded", null, OperationType.Info, AfterProposal),
        new("context canceled", null, OperationType.Info, AfterProposal),
        new("context deadline exceeded", null, OperationType.Info, AfterProposal),
        new("raft proposal dropped", null, OperationType.Info, "Raft says that it ignored the proposal; etcd documents no promise about it."),
        new("raft: stopped", null, OperationType.Info, AfterProposal),
        new("etcdserver: mvcc: database space exceeded", null, OperationType.Info,
            "The quota is checked before the proposal, but also after applying: then the write is there although the answer is this error."),
        new("etcdserver: mvcc: required revision has been compacted", null, OperationType.Info,
            "A member may answer this while others apply the same transaction (https://github.com/etcd-io/etcd/issues/18667)."),
        new("etcdserver: mvcc: required revision is a future revision", null, OperationType.Info,
            "Like a compacted revision, it is found while a transaction is being applied."),
        new("etcdserver: corrupt cluster", null, OperationType.Info, "The members' data differ: what one says proves nothing about the others."),
        new("etcdserver: revision of auth store is old", null, OperationType.Info, "It is found when the request is applied."),
    ];

    /// <summary>The service or method is unknown to the server.</summary>
    public static readonly EtcdErrorRow Unimplemented = new(
        "unimplemented", StatusCode.Unimplemented, OperationType.Fail, "The server knows no such method, so that nothing ran.");

    private static readonly FrozenDictionary<string, EtcdErrorRow> byText =
        Answers.ToFrozenDictionary(row => row.Text, StringComparer.Ordinal);

    /// <summary>The completion of an operation that ended with an error.</summary>
    /// <param name="error">The error of the call.</param>
    /// <param name="permit">The operation's permit; it is revoked.</param>
    /// <param name="isRead">Whether the operation has no effect.</param>
    /// <param name="refusalIsProof">Whether a refused connection comes from the node itself.</param>
    public static Completion Classify(RpcException error, SendPermit permit, bool isRead, bool refusalIsProof)
    {
        var (row, detail) = RowOf(error, permit, refusalIsProof);
        var text = detail.Length == 0 ? row.Text : $"{row.Text}: {detail}";
        return isRead || row.Proves is OperationType.Fail ? Completion.Fail(text) : Completion.Info(text);
    }

    private static (EtcdErrorRow Row, string Detail) RowOf(RpcException error, SendPermit permit, bool refusalIsProof)
    {
        if (permit.TryRevoke())
        {
            return permit.ConnectFailure switch
            {
                null => (NotSent, error.StatusCode.ToString()),
                { IsRefusal: true } => (refusalIsProof ? Refused : RefusedByProxy, ""),
                // A proxy connects for us, so that only a refusal can come from it.
                var failure => (NotConnected, failure.Reason),
            };
        }

        // The library sets the exception where the status is its own and not the server's.
        if (error.Status.DebugException is not null || error.StatusCode is StatusCode.Cancelled)
            return (LostAfterSend, error.StatusCode.ToString());
        if (byText.TryGetValue(error.Status.Detail, out var known)) return (known, "");
        return error.StatusCode is StatusCode.Unimplemented
            ? (Unimplemented, error.Status.Detail)
            : (UnknownAnswer, $"{error.StatusCode}, {error.Status.Detail}");
    }
}
