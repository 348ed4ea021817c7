namespace Chaos.Systems.Kafka;

/// <summary>What the controllers' Raft tells on its own port. Numbers and forms of the requests: https://kafka.apache.org/protocol.</summary>
internal static class KafkaQuorum
{
    private const int DescribeQuorumRequest = 55;
    private const int DescribeClusterRequest = 60;
    private const int AddVoterRequest = 80;
    private const int RemoveVoterRequest = 81;
    private const int OfControllers = 2;
    private const int NotLeader = 6;
    private const int AddWithinMs = 3_000;
    private const string MetadataLog = "__cluster_metadata";

    /// <summary>
    /// The quorum as the controller that leads it sees it, null where it does not lead. It reads all of it together, in the one thread of its Raft.
    /// </summary>
    /// <exception cref="ProbeException">It answered with another error.</exception>
    public static async Task<KafkaQuorumView?> ViewOfLeaderAsync(NodeDialer controller, CancellationToken cancellationToken)
    {
        var body = KafkaWire.Header(DescribeQuorumRequest, 2).Byte(0).Byte(2).CompactText(MetadataLog).Byte(2).Int(0).Byte(0).Byte(0).Byte(0);
        var answer = await KafkaWire.AskAsync(controller, body, cancellationToken);
        answer.Byte();
        Check(answer);
        answer.Byte();
        answer.CompactText();
        answer.Byte();
        answer.Int();
        if (Check(answer, NotLeader) == NotLeader) return null;
        answer.Int();
        return new(answer.Int(), answer.Long(), Replicas(answer), Replicas(answer));
    }

    /// <summary>Asks the controller that leads to let a controller vote, which runs already.</summary>
    /// <param name="leader">The controller that leads.</param>
    /// <param name="id">The number of the one that joins.</param>
    /// <param name="directory">The name of its data.</param>
    /// <param name="host">Where its port for controllers is.</param>
    /// <param name="port">That port.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProbeException">It was refused.</exception>
    public static async Task AddVoterAsync(
        NodeDialer leader, int id, KafkaDirectory directory, string host, int port, CancellationToken cancellationToken)
    {
        // No name of the cluster: the leader takes its own.
        var body = KafkaWire.Header(AddVoterRequest, 0).Byte(0).Byte(0).Int(AddWithinMs).Int(id).Directory(directory)
            .Count(1).CompactText(KafkaRecipe.ControllerListener).CompactText(host).Short(port).Byte(0).Byte(0);
        await ChangeAsync(leader, body, cancellationToken);
    }

    /// <summary>Asks the controller that leads to take another's vote away.</summary>
    /// <exception cref="ProbeException">It was refused.</exception>
    public static Task RemoveVoterAsync(NodeDialer leader, int id, KafkaDirectory directory, CancellationToken cancellationToken) =>
        ChangeAsync(leader, KafkaWire.Header(RemoveVoterRequest, 0).Byte(0).Byte(0).Int(id).Directory(directory).Byte(0), cancellationToken);

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

    private static async Task ChangeAsync(NodeDialer leader, KafkaBytes body, CancellationToken cancellationToken)
    {
        var answer = await KafkaWire.AskAsync(leader, body, cancellationToken);
        answer.Byte();
        answer.Int();
        Check(answer);
    }

    // An error and the words for it, which are none where there is no error.
    private static int Check(KafkaAnswer answer, int allowed = 0)
    {
        var (error, words) = (answer.Short(), answer.CompactText());
        return error == 0 || error == allowed ? error : throw new ProbeException($"error {error} {words}".TrimEnd());
    }

    private static IReadOnlyList<KafkaReplica> Replicas(KafkaAnswer answer) => answer.CompactList(() =>
    {
        var replica = new KafkaReplica(answer.Int(), answer.Directory(), answer.Long(), answer.Long());
        answer.Long();
        answer.Byte();
        return replica;
    });
}
