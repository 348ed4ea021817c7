using System.Net.Sockets;

namespace Chaos.Systems.Kafka;

/// <summary>
/// Changes of the controllers that vote, in a running Kafka whose quorum is dynamic (KIP-853). A controller that joins runs and reads the log
/// before it votes; each life of a node has data of its own, and with it another name in the quorum.
/// </summary>
internal sealed class KafkaMembers(ICluster cluster, TimeProvider time)
{
    private static readonly TimeSpan changeWithin = TimeSpan.FromSeconds(5);
    private readonly HashSet<KafkaDirectory> gone = [];
    private readonly Lock gate = new();

    /// <summary>A controller starts a virtual machine, and reads the log before it votes.</summary>
    public static TimeSpan ChangesWithin => TimeSpan.FromSeconds(30);

    /// <summary>
    /// The controllers that vote, as a node knows them. A controller has no request for that: it is asked whom it follows, and that one who votes, which
    /// is what the follower has in its own log if it has all that is committed.
    /// </summary>
    /// <exception cref="ProbeException">It does not tell.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(INode node, CancellationToken cancellationToken)
    {
        if (node.IsBroker())
        {
            var told = await KafkaQuorum.ViewOfLeaderAsync(NodeDialer.To(node, KafkaRecipe.ClientPort, time), cancellationToken);
            return NamesOf(told ?? throw new ProbeException("it asked a controller that does not lead"));
        }

        var (leader, view) = await LeaderOfAsync(node, cancellationToken);
        return leader == node || view.HasAll(KafkaNodes.IdOf(node.Name))
            ? NamesOf(view)
            : throw new ProbeException($"it is no voter, or behind {leader.Name} in the controllers' log");
    }

    /// <summary>The controller that a controller follows, and the quorum as that one sees it.</summary>
    /// <exception cref="ProbeException">It follows none, or one that does not lead.</exception>
    public async Task<(INode Leader, KafkaQuorumView View)> LeaderOfAsync(INode node, CancellationToken cancellationToken)
    {
        if (await KafkaQuorum.LeaderKnownToAsync(ControllerOf(node), cancellationToken) is not { } id || cluster.WithId(id) is not { } leader)
            throw new ProbeException("it knows no controller that leads");
        return await KafkaQuorum.ViewOfLeaderAsync(ControllerOf(leader), cancellationToken) is { } view
            ? (leader, view)
            : throw new ProbeException($"it follows {leader.Name}, which does not lead");
    }

    /// <summary>Gives a controller that runs already a vote.</summary>
    /// <exception cref="ClusterException">It was refused, or nobody knows.</exception>
    public ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken) => DoAsync(
        through,
        $"give {joining.Name} a vote",
        async token =>
        {
            var (leader, view) = await LeaderOfAsync(through, token);
            var id = KafkaNodes.IdOf(joining.Name);
            var directory = LivingObserver(view, id) ?? throw new ProbeException($"{leader.Name} has not heard of it yet");
            await KafkaQuorum.AddVoterAsync(ControllerOf(leader), id, directory, joining.Name, KafkaRecipe.ControllerPortNumber, token);
        },
        cancellationToken);

    /// <summary>Takes a controller's vote away.</summary>
    /// <exception cref="ClusterException">It was refused, or nobody knows.</exception>
    public ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken) => DoAsync(
        through,
        $"take the vote of {leaving.Name} away",
        async token =>
        {
            var (leader, view) = await LeaderOfAsync(through, token);
            var id = KafkaNodes.IdOf(leaving.Name);
            if (view.Voters.FirstOrDefault(voter => voter.Id == id) is not { } voter) return;
            lock (gate) gone.Add(voter.Directory);
            await KafkaQuorum.RemoveVoterAsync(ControllerOf(leader), id, voter.Directory, token);
        },
        cancellationToken);

    private KafkaDirectory? LivingObserver(KafkaQuorumView view, int id)
    {
        lock (gate) return view.LivingObserver(id, gone);
    }

    private async ValueTask DoAsync(INode through, string what, Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(changeWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await act(either.Token);
        }
        catch (Exception e) when (e is ProbeException or CallException or IOException or SocketException)
        {
            throw new ClusterException($"Kafka, asked at {through.Name}, did not {what}: {e.Message}.", e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClusterException($"Kafka, asked at {through.Name}, did not {what} within {changeWithin.TotalSeconds:0} s.");
        }
    }

    private string[] NamesOf(KafkaQuorumView view) => [.. view.Voters.Select(voter => cluster.WithId(voter.Id)?.Name ?? $"{voter.Id}")];

    private NodeDialer ControllerOf(INode node) => NodeDialer.To(node, KafkaRecipe.ControllerPort, time);
}
