namespace Chaos.Systems.Kafka;

/// <summary>
/// The requests that change the topic while it serves. Any broker takes them and hands them on to the controller that leads, so that one that is
/// cut off from it cannot. Numbers and forms: https://kafka.apache.org/protocol.
/// </summary>
internal static class KafkaAdmin
{
    private const int ElectLeadersRequest = 43;
    private const int IncrementalAlterConfigsRequest = 44;
    private const int AlterPartitionReassignmentsRequest = 45;
    private const int PreferredElection = 0;
    private const int OfTopic = 2;
    private const int Set = 0;
    private const int Delete = 1;
    private const int WithinMs = 2_000;

    /// <summary>Sets a setting of the topic of the logs; null takes it back to the broker's own.</summary>
    /// <exception cref="ProbeException">It was refused.</exception>
    public static async Task ConfigureAsync(NodeDialer broker, string name, string? value, CancellationToken cancellationToken)
    {
        var body = KafkaWire.Header(IncrementalAlterConfigsRequest, 0).Int(1).Byte(OfTopic).Text(KafkaTopic.Name).Int(1).Text(name);
        body = value is null ? body.Byte(Delete).Short(-1) : body.Byte(Set).Text(value);
        var answer = await KafkaWire.AskAsync(broker, body.Byte(0), cancellationToken);
        answer.Int();
        var refused = answer.List(() => (Error: answer.Short(), Words: answer.Text(), Kind: answer.Byte(), Topic: answer.Text()))
            .FirstOrDefault(topic => topic.Error != 0);
        if (refused.Error != 0) throw new ProbeException($"alter configs: error {refused.Error} {refused.Words}");
    }

    /// <summary>Gives partitions their replicas anew, the preferred leader first.</summary>
    /// <returns>The partitions that refused, each with the error.</returns>
    /// <exception cref="ProbeException">All was refused.</exception>
    public static async Task<IReadOnlyDictionary<int, int>> ReassignAsync(
        NodeDialer broker, IReadOnlyDictionary<int, IReadOnlyList<int>> replicas, CancellationToken cancellationToken)
    {
        var body = KafkaWire.Header(AlterPartitionReassignmentsRequest, 0).Byte(0).Int(WithinMs).Count(1).CompactText(KafkaTopic.Name).Count(replicas.Count);
        foreach (var (partition, nodes) in replicas)
        {
            body.Int(partition).Count(nodes.Count);
            foreach (var node in nodes) body.Int(node);
            body.Byte(0);
        }

        var answer = await KafkaWire.AskAsync(broker, body.Byte(0).Byte(0), cancellationToken);
        answer.Byte();
        answer.Int();
        var (whole, words) = (answer.Short(), answer.CompactText());
        if (whole != 0) throw new ProbeException($"alter partition reassignments: error {whole} {words}");
        var partitions = answer.CompactList(() =>
        {
            answer.CompactText();
            var errors = answer.CompactList(() =>
            {
                var (number, error) = (answer.Int(), answer.Short());
                answer.CompactText();
                answer.Byte();
                return (Number: number, Error: error);
            });
            answer.Byte();
            return errors;
        });
        return Refused(partitions.SelectMany(each => each));
    }

    /// <summary>Makes the preferred leaders of partitions lead, where they are in sync.</summary>
    /// <returns>The partitions that refused, each with the error.</returns>
    /// <exception cref="ProbeException">All was refused.</exception>
    public static async Task<IReadOnlyDictionary<int, int>> ElectPreferredAsync(
        NodeDialer broker, IReadOnlyCollection<int> partitions, CancellationToken cancellationToken)
    {
        var body = KafkaWire.Header(ElectLeadersRequest, 1).Byte(PreferredElection).Int(1).Text(KafkaTopic.Name).Int(partitions.Count);
        foreach (var partition in partitions) body.Int(partition);
        var answer = await KafkaWire.AskAsync(broker, body.Int(WithinMs), cancellationToken);
        answer.Int();
        if (answer.Short() is not 0 and var whole) throw new ProbeException($"elect leaders: error {whole}");
        var results = answer.List(() =>
        {
            answer.Text();
            return answer.List(() => (Number: answer.Int(), Error: answer.Short(), Words: answer.Text()));
        });
        return Refused(results.SelectMany(each => each).Select(each => (each.Number, each.Error)));
    }

    private static Dictionary<int, int> Refused(IEnumerable<(int Number, int Error)> partitions) =>
        partitions.Where(each => each.Error != 0).DistinctBy(each => each.Number).ToDictionary(each => each.Number, each => each.Error);
}
