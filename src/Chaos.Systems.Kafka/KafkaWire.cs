using System.Buffers.Binary;

namespace Chaos.Systems.Kafka;

/// <summary>
/// The few requests of Kafka's protocol by which a single node is asked; the client library would choose the node by itself. Numbers and forms of
/// the requests: https://kafka.apache.org/protocol.
/// </summary>
internal static class KafkaWire
{
    private const int LongestAnswer = 1 << 22;
    private const int MetadataRequest = 3;
    private const int FindCoordinatorRequest = 10;
    private const int OfTransactions = 1;
    private const int CreateTopicsRequest = 19;
    private const int TopicExists = 36;

    /// <summary>Creates the topic of the logs, unless it is there.</summary>
    /// <exception cref="ProbeException">It was refused.</exception>
    public static async Task CreateTopicAsync(NodeDialer broker, KafkaSettings settings, CancellationToken cancellationToken)
    {
        var body = Header(CreateTopicsRequest, 2).Int(1).Text(KafkaTopic.Name).Int(KafkaTopic.Partitions).Short(settings.Replicas).Int(0).Int(0)
            .Int(2_000).Byte(0);
        var answer = await AskAsync(broker, body, cancellationToken);
        answer.Int();
        var errors = answer.List(() => (answer.Text(), Error: answer.Short(), Words: answer.Text()));
        if (errors.FirstOrDefault(topic => topic.Error is not (0 or TopicExists)) is { Error: not 0 } refused)
            throw new ProbeException($"the topic could not be created: error {refused.Error} {refused.Words}");
    }

    /// <summary>Asks who coordinates the transactions of an id; 0, or the error with which it was not told.</summary>
    public static async Task<int> FindCoordinatorAsync(NodeDialer broker, string transactionalId, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(broker, Header(FindCoordinatorRequest, 1).Text(transactionalId).Byte(OfTransactions), cancellationToken);
        answer.Int();
        return answer.Short();
    }

    /// <summary>How many brokers a broker knows to be alive.</summary>
    public static async Task<int> BrokersAsync(NodeDialer broker, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(broker, Header(MetadataRequest, 1).Int(0), cancellationToken);
        return Brokers(answer).Count;
    }

    /// <summary>The partitions of the topic, as a broker knows them; empty where it does not know the topic.</summary>
    public static async Task<IReadOnlyList<KafkaPartition>> PartitionsAsync(NodeDialer broker, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(broker, Header(MetadataRequest, 1).Int(1).Text(KafkaTopic.Name), cancellationToken);
        Brokers(answer);
        answer.Int();
        var topics = answer.List(() =>
        {
            answer.Short();
            answer.Text();
            answer.Byte();
            return answer.List(() =>
            {
                answer.Short();
                return new KafkaPartition(answer.Int(), answer.Int(), answer.List(answer.Int), answer.List(answer.Int));
            });
        });
        return topics is [var only] ? only : [];
    }

    private static IReadOnlyList<(int, string, int, string)> Brokers(KafkaAnswer answer) =>
        answer.List(() => (answer.Int(), answer.Text(), answer.Int(), answer.Text()));

    /// <summary>The head of a request of ours.</summary>
    public static KafkaBytes Header(int request, int version) => new KafkaBytes().Short(request).Short(version).Int(1).Text("chaos");

    /// <summary>Sends a request to a node over a connection of its own, and reads the answer.</summary>
    public static async Task<KafkaAnswer> AskAsync(NodeDialer dialer, KafkaBytes request, CancellationToken cancellationToken)
    {
        await using var stream = await dialer.ConnectAsync(cancellationToken);
        await stream.WriteAsync(request.ToMessage(), cancellationToken);
        var head = new byte[4];
        await stream.ReadExactlyAsync(head, cancellationToken);
        var length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length is < 4 or > LongestAnswer) throw new ProbeException($"Kafka announced an answer of {length} bytes.");
        var message = new byte[length];
        await stream.ReadExactlyAsync(message, cancellationToken);
        return new(message[4..]);
    }
}
