namespace Chaos.Systems.Kafka;

/// <summary>
/// Kafka's tasks of maintenance. Leaders go to replicas that are in sync only, and a new segment of a log is what every broker begins by itself
/// after a while: both are safe by what Kafka documents (https://kafka.apache.org/documentation/#basic_ops).
/// </summary>
/// <param name="cluster">The nodes.</param>
/// <param name="rolls">What the nodes' logs told of new segments.</param>
/// <param name="clock">The run clock and its timers.</param>
internal sealed class KafkaMaintenance(ICluster cluster, KafkaRolls rolls, RunClock clock)
{
    private const string RollLogs = "roll-logs";
    private const string MoveLeaders = "move-leaders";
    private const string BalanceLeaders = "balance-leaders";

    // Not the least that Kafka takes: should it stay, because no broker can be reached to take it back, then a log has a few segments a second and not
    // one for every batch.
    private const string SegmentAge = "segment.ms";
    private const string ShortAge = "500";

    private static readonly TimeSpan answersWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan showsWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan betweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>The tasks, by name, in an order in which each finds something to do.</summary>
    public static IReadOnlyList<string> Tasks { get; } = [MoveLeaders, RollLogs, BalanceLeaders];

    /// <inheritdoc cref="IMaintenance.PerformAsync"/>
    public async ValueTask<string> PerformAsync(string task, INode node, CancellationToken cancellationToken)
    {
        // A controller apart has no log of the topic and leads no partition: a broker takes its place.
        if (!node.IsBroker()) node = await BrokerForAsync(node, cancellationToken);
        try
        {
            return task switch
            {
                RollLogs => await RollLogsAsync(node, cancellationToken),
                MoveLeaders => await LeadAsync(node, all => KafkaLeaders.MovedTo(KafkaNodes.IdOf(node.Name), all), cancellationToken),
                BalanceLeaders => await LeadAsync(node, KafkaLeaders.Evened, cancellationToken),
                _ => throw new ClusterException(NearestName.Unknown("task of maintenance of Kafka", task, Tasks)),
            };
        }
        catch (Exception e) when (e is ProbeException or CallException or IOException)
        {
            throw new ClusterException($"Kafka on {node.Name} did not {task}: {e.Message}", e);
        }
    }

    // Which one goes by the controller's number, so that not always the same is taken.
    private async Task<INode> BrokerForAsync(INode controller, CancellationToken cancellationToken)
    {
        INode[] brokers = [.. cluster.Nodes.Where(each => each.IsBroker())];
        var first = KafkaNodes.IdOf(controller.Name) % brokers.Length;
        foreach (var broker in brokers[first..].Concat(brokers[..first]))
        {
            try
            {
                await AskAsync(broker, KafkaWire.BrokersAsync, cancellationToken);
                return broker;
            }
            catch (Exception e) when (e is ProbeException or CallException or IOException)
            {
                // Away; the next one may do.
            }
        }

        throw new ClusterException($"{controller.Name} is a controller, and no broker answers that could do maintenance in its place.");
    }

    // There is no request for it: segments get a short life for a moment, and then the next append to each begins a new one.
    private async Task<string> RollLogsAsync(INode node, CancellationToken cancellationToken)
    {
        var before = rolls.Of(node.Name);
        try
        {
            await AskAsync(node, (broker, token) => KafkaAdmin.ConfigureAsync(broker, SegmentAge, ShortAge, token), cancellationToken);
            await ShowsAsync(() => Task.FromResult(rolls.Of(node.Name) > before), cancellationToken);
        }
        finally
        {
            await TakeBackAsync(node, cancellationToken);
        }

        var rolled = rolls.Of(node.Name) - before;
        return rolled > 0
            ? $"{node.Name} began {rolled} new {(rolled == 1 ? "segment" : "segments")} as its log tells"
            : throw new ClusterException(
                $"{node.Name} began no new segment within {showsWithin.TotalSeconds:0} s of {SegmentAge}={ShortAge}; nothing may have been appended.");
    }

    // By any broker, since the one that was asked may be gone by now.
    private async Task TakeBackAsync(INode first, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var node in new[] { first }.Concat(cluster.Nodes.Where(each => each != first && each.IsBroker())))
        {
            try
            {
                await AskAsync(node, (broker, token) => KafkaAdmin.ConfigureAsync(broker, SegmentAge, null, token), cancellationToken);
                return;
            }
            catch (Exception e) when (e is ProbeException or CallException or IOException)
            {
                reasons.Add($"{node.Name}: {e.Message}");
            }
        }

        throw new ClusterException(
            $"{SegmentAge}={ShortAge} could not be taken back; segments stay short until another {RollLogs}. {string.Join("; ", reasons)}");
    }

    // The one who is to lead becomes the preferred leader; then the preferred leaders are elected.
    private async Task<string> LeadAsync(
        INode node, Func<IReadOnlyList<KafkaPartition>, IReadOnlyDictionary<int, int>> draw, CancellationToken cancellationToken)
    {
        var before = await AskAsync(node, KafkaWire.PartitionsAsync, cancellationToken);
        var wanted = draw(before);
        if (wanted.Count == 0)
            throw new ClusterException($"By what {node.Name} knows no partition is to get another leader: {LeadersOf(before)}.");
        var replicas = before.Where(each => wanted.ContainsKey(each.Number))
            .ToDictionary(each => each.Number, each => KafkaLeaders.Preferring(wanted[each.Number], each));
        var refused = await AskAsync(node, (broker, token) => KafkaAdmin.ReassignAsync(broker, replicas, token), cancellationToken);
        var unelected = await AskAsync(node, (broker, token) => KafkaAdmin.ElectPreferredAsync(broker, [.. wanted.Keys], token), cancellationToken);
        var after = before;
        await ShowsAsync(
            async () =>
            {
                after = await AskAsync(node, KafkaWire.PartitionsAsync, cancellationToken);
                return after.Count(each => wanted.TryGetValue(each.Number, out var leader) && each.Leader == leader) == wanted.Count - unelected.Count;
            },
            cancellationToken);
        var moved = after.Count(each => wanted.TryGetValue(each.Number, out var leader) && each.Leader == leader);
        return moved > 0
            ? $"{moved} of {wanted.Count} partitions changed their leader as they were to: {LeadersOf(before)} before, {LeadersOf(after)} after"
            : throw new ClusterException($"No partition got another leader: {LeadersOf(after)}; errors {ErrorsOf(refused.Concat(unelected))}.");
    }

    private static string ErrorsOf(IEnumerable<KeyValuePair<int, int>> refusals) => string.Join(' ', refusals.Select(each => each.Value).Distinct());

    private static string LeadersOf(IEnumerable<KafkaPartition> partitions) => string.Join(
        ' ', partitions.GroupBy(each => each.Leader).OrderBy(group => group.Key)
            .Select(group => $"{(group.Key < 0 ? "nobody" : $"n{group.Key}")} leads {group.Count()}"));

    private async Task ShowsAsync(Func<Task<bool>> look, CancellationToken cancellationToken)
    {
        var untilNs = clock.NowNs + (showsWithin.Ticks * TimeSpan.NanosecondsPerTick);
        while (!await look() && clock.NowNs < untilNs) await Task.Delay(betweenLooks, clock.TimeProvider, cancellationToken);
    }

    private Task<bool> AskAsync(INode node, Func<NodeDialer, CancellationToken, Task> ask, CancellationToken cancellationToken) => AskAsync(
        node,
        async (broker, token) =>
        {
            await ask(broker, token);
            return true;
        },
        cancellationToken);

    private async Task<T> AskAsync<T>(INode node, Func<NodeDialer, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(answersWithin, clock.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await ask(NodeDialer.To(node, KafkaRecipe.ClientPort, clock.TimeProvider), either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProbeException($"no answer within {answersWithin.TotalSeconds:0} s", e);
        }
    }
}
