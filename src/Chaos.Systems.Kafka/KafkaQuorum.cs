namespace Chaos.Systems.Kafka;

/// <summary>What the controllers' Raft tells on its own port. Numbers and forms of the requests: https://kafka.apache.org/protocol.</summary>
internal static class KafkaQuorum
{
    private const int DescribeQuorumRequest = 55;
    private const int DescribeClusterRequest = 60;
    private const int OfControllers = 2;
    private const int NotLeader = 6;
    private const string MetadataLog = "__cluster_metadata";

    /// <summary>
    /// The quorum as the controller that leads it sees it, null where it does not lead. It reads all of it together, in the one thread of its Raft.
    /// </summary>
    /// <exception cref="ProbeException">It answered with another error.</exception>
    public static async Task<KafkaQuorumView?> ViewOfLeaderAsync(NodeDialer controller, CancellationToken cancellationToken)
    {
        var body = KafkaWire.Header(DescribeQuorumRequest, 0).Byte(0).Byte(2).CompactText(MetadataLog).Byte(2).Int(0).Byte(0).Byte(0).Byte(0);
        var answer = await KafkaWire.AskAsync(controller, body, cancellationToken);
        answer.Byte();
        if (answer.Short() is not 0 and var whole) throw new ProbeException($"describe quorum: error {whole}");
        answer.Byte();
        answer.CompactText();
        answer.Byte();
        answer.Int();
        var error = answer.Short();
        if (error == NotLeader) return null;
        if (error != 0) throw new ProbeException($"describe quorum: error {error}");
        answer.Int();
        var (epoch, highWatermark) = (answer.Int(), answer.Long());
        var ends = answer.CompactList(() =>
        {
            var (id, end) = (answer.Int(), answer.Long());
            answer.Byte();
            return (id, end);
        });
        return new(epoch, highWatermark, ends.ToDictionary(each => each.id, each => each.end));
    }

    /// <summary>The number of the controller that leads, as a controller knows it; null where it knows none.</summary>
    /// <exception cref="ProbeException">It answered with an error.</exception>
    public static async Task<int?> LeaderKnownToAsync(NodeDialer controller, CancellationToken cancellationToken)
    {
        var answer = await KafkaWire.AskAsync(
            controller, KafkaWire.Header(DescribeClusterRequest, 1).Byte(0).Byte(0).Byte(OfControllers).Byte(0), cancellationToken);
        answer.Byte();
        answer.Int();
        var (error, words) = (answer.Short(), answer.CompactText());
        if (error != 0) throw new ProbeException($"describe cluster: error {error} {words}");
        answer.Byte();
        answer.CompactText();
        return answer.Int() is >= 0 and var leader ? leader : null;
    }
}
