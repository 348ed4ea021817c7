using Chaos.Systems;
using Chaos.Systems.Galera;
using Chaos.Systems.Kafka;
using Chaos.Systems.Postgres;
using Chaos.Systems.RabbitMq;

namespace Chaos.ContainerTests.Systems;

/// <summary>The tables of errors of all clients, in one shape.</summary>
internal static class ErrorWords
{
    /// <summary>What the scheduler records where there is no answer by an operation's deadline.</summary>
    public const string Timeout = "timeout";

    // What a client says itself, before or instead of a request.
    private static readonly IReadOnlyList<(string Text, OperationType Proves)> everywhere =
    [
        (Timeout, OperationType.Info),
        (LockOperations.NotHeldError, OperationType.Fail),
        (LockOperations.HeldError, OperationType.Fail),
        (Operation.MismatchError, OperationType.Fail),
    ];

    /// <summary>The row of a system's table that an error is of; null where none is.</summary>
    public static (string Text, OperationType Proves)? Find(string system, string error)
    {
        var rows = RowsOf(system).Concat(everywhere)
            .Where(row => error == row.Text || error.StartsWith(row.Text + ":", StringComparison.Ordinal) || error.StartsWith(row.Text + " (", StringComparison.Ordinal))
            .OrderByDescending(row => row.Text.Length).ToArray();
        return rows.Length == 0 ? null : rows[0];
    }

    private static IEnumerable<(string Text, OperationType Proves)> RowsOf(string system) => system switch
    {
        "etcd" => EtcdErrors.Answers
            .Concat([EtcdErrors.Refused, EtcdErrors.RefusedByProxy, EtcdErrors.NotConnected, EtcdErrors.NotSent, EtcdErrors.LostAfterSend,
                EtcdErrors.UnknownAnswer, EtcdErrors.Unimplemented])
            .Select(row => (row.Text, row.Proves)).Append(("no stream was opened in time", OperationType.Fail)),
        "zookeeper" => Of(ZooKeeperErrors.Answers.Values).Append(("the session of the lock was lost; the servers end it in their time", OperationType.Info)),
        "consul" => Of(ConsulErrors.Answers.Values.Concat(ConsulErrors.Leaderless)).Append(("the session is over", OperationType.Fail)),
        "nats" => Of(NatsErrors.Answers.Values.Append(NatsErrors.NoResponders).Append(NatsErrors.Behind)),
        "kafka" => Of(KafkaErrors.Answers.Values.Append(KafkaErrors.NoAnswer)),
        "redis" or "valkey" => Of(RedisErrors.Answers.Values.Append(RedisErrors.NoPrimary)),
        "ovsdb" => Of(OvsdbErrors.Answers.Values),
        "rabbitmq" => Of(RabbitMqErrors.All),
        "galera" => Of(GaleraErrors.Answers.Values.Concat(SqlErrors.All)),
        "patroni" => Of(PostgresErrors.Answers.Values.Concat(SqlErrors.All).Append(PostgresErrors.Replica)),
        "raft" or "paxos" or "paxos-single" => Programs,
        _ => throw new InvalidOperationException($"Where is the table of errors of '{system}'?"),
    };

    private static IReadOnlyList<(string Text, OperationType Proves)> Programs { get; } =
    [
        ("connection refused", OperationType.Fail),
        ("not connected", OperationType.Fail),
        ("no session", OperationType.Fail),
        ("no leader was known", OperationType.Fail),
        ("connection lost", OperationType.Info),
        ("the node closed the connection", OperationType.Info),
        ("the node closed the connection before the request was sent", OperationType.Fail),
        ("no leader answered in time", OperationType.Info),
        ("the session has expired", OperationType.Info),
    ];

    private static IEnumerable<(string Text, OperationType Proves)> Of(IEnumerable<ErrorRow> rows) =>
        rows.Concat(TransportErrors.All).Select(row => (row.Text, row.Proves));
}
