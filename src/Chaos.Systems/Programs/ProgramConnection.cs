using System.Globalization;
using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>Probes and clients of our own consensus nodes, wherever they run.</summary>
/// <param name="connector">Opens connections to them.</param>
/// <param name="cluster">The nodes.</param>
/// <param name="clock">The run clock.</param>
/// <param name="readsLocally">Whether reads need no quorum, so that health must be asked differently.</param>
internal sealed class ProgramConnection(IProgramConnector connector, ICluster cluster, RunClock clock, bool readsLocally)
    : ISystemConnection, IMembership, IReplicaDigests, IMaintenance
{
    private const string ElectionLine = "became leader at term ";
    private const string SnapshotLine = "took a snapshot up to entry ";
    private static readonly KeyValueCommand healthRead = new() { Action = KeyValueAction.Read, Key = "health" };
    private readonly ProgramCalls calls = new(connector, clock);

    /// <summary>True: a node answers a probe within one event, so that nothing comes between role and term.</summary>
    public bool RoleIsEvidence => true;

    /// <inheritdoc/>
    public ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken) =>
        new(ProgramClients.Open(operationType, connector.Open(node.Name)));

    /// <inheritdoc/>
    public async ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken)
    {
        var sentNs = clock.NowNs;
        var error = readsLocally
            ? (await ProbeAsync(node, cancellationToken)).Reply is { Leader: >= 0 } ? null : "it knows no leader"
            : await calls.WhyNotServedAsync(node.Name, healthRead, cancellationToken);
        return new()
        {
            Kind = ObservationKind.Health,
            Node = node.Name,
            SentNs = sentNs,
            ReceivedNs = clock.NowNs,
            Healthy = error is null,
            Detail = error,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken)
    {
        var sentNs = clock.NowNs;
        var (reply, error) = await ProbeAsync(node, cancellationToken);
        return new()
        {
            Kind = ObservationKind.Role,
            Node = node.Name,
            SentNs = sentNs,
            ReceivedNs = clock.NowNs,
            Role = reply?.Role ?? NodeRole.Unknown,
            Term = reply?.Term,
            Leader = NameOf(reply?.Leader ?? -1),
            IsEvidence = reply is not null,
            Detail = error,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken)
    {
        var sentNs = clock.NowNs;
        var (reply, error) = await ProbeAsync(node, cancellationToken);
        return new()
        {
            Kind = ObservationKind.Membership,
            Node = node.Name,
            SentNs = sentNs,
            ReceivedNs = clock.NowNs,
            Members = reply?.Members.Select(number => NameOf(number) ?? number.ToString(CultureInfo.InvariantCulture)).ToArray(),
            Detail = error,
        };
    }

    /// <inheritdoc/>
    public bool ReplacesAtOnce => true;

    /// <inheritdoc/>
    public ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken) => ChangeAsync(
        through, members => members.Append(NumberOf(joining)), AdminAction.ChangeMembersNow, cancellationToken);

    /// <inheritdoc/>
    public ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken) => ChangeAsync(
        through, members => members.Except([NumberOf(leaving)]), AdminAction.ChangeMembersNow, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ReplaceAsync(INode through, INode leaving, INode joining, CancellationToken cancellationToken) => ChangeAsync(
        through, members => members.Except([NumberOf(leaving)]).Append(NumberOf(joining)), AdminAction.ChangeMembers, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<string> Tasks => ProgramMaintenance.Tasks;

    /// <inheritdoc/>
    public ValueTask<string> PerformAsync(string task, INode node, CancellationToken cancellationToken) =>
        new ProgramMaintenance(cluster, calls, clock).PerformAsync(task, node, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ReplicaState> ReadStateAsync(INode node, CancellationToken cancellationToken)
    {
        var (reply, error) = await ProbeAsync(node, cancellationToken);
        return reply is null
            ? throw new ClusterException($"{node.Name} did not tell its state: {error}.")
            : new(reply.AppliedIndex, reply.AppliedIndex);
    }

    /// <inheritdoc/>
    public async ValueTask<ReplicaDigest> ReadDigestAsync(INode node, long revision, CancellationToken cancellationToken)
    {
        var (reply, error) = await calls.AskAsync(node.Name, new ProbeRequest(withDigest: true), cancellationToken);
        return reply is ProbeReply { Digest: { } digest } probe && probe.AppliedIndex == revision
            ? new(digest.ToString("x16", CultureInfo.InvariantCulture), 0)
            : throw new ClusterException($"{node.Name} told no digest at position {revision}: {error ?? "it stands elsewhere"}.");
    }

    /// <inheritdoc/>
    public Observation? ReadLogLine(in NodeLogLine line)
    {
        if (NumberAfter(ElectionLine, line.Text) is { } term)
        {
            return new()
            {
                Kind = ObservationKind.Election,
                Node = line.Node,
                SentNs = line.ReceivedNs,
                ReceivedNs = line.ReceivedNs,
                Role = NodeRole.Leader,
                Term = term,
                Leader = line.Node,
                IsEvidence = true,
            };
        }

        return NumberAfter(SnapshotLine, line.Text) is not { } entry ? null : new()
        {
            Kind = ObservationKind.Snapshot,
            Node = line.Node,
            SentNs = line.ReceivedNs,
            ReceivedNs = line.ReceivedNs,
            Detail = string.Create(CultureInfo.InvariantCulture, $"took a snapshot up to entry {entry}"),
        };
    }

    private static long? NumberAfter(string sign, string text)
    {
        var at = text.IndexOf(sign, StringComparison.Ordinal);
        if (at < 0) return null;
        var digits = text.AsSpan(at + sign.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <inheritdoc/>
    public ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken) =>
        new(typeof(SeededBugs).Assembly.GetName().Version?.ToString(3) ?? "unknown");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private async ValueTask<(ProbeReply? Reply, string? Error)> ProbeAsync(INode node, CancellationToken cancellationToken)
    {
        var (reply, error) = await calls.AskAsync(node.Name, ProbeRequest.Plain, cancellationToken);
        return (reply as ProbeReply, error);
    }

    // Only the leader changes members. One that is added alone is started after this, so that nobody can wait for it to catch up.
    private async ValueTask ChangeAsync(
        INode through, Func<IEnumerable<int>, IEnumerable<int>> change, AdminAction action, CancellationToken cancellationToken)
    {
        var (seen, error) = await ProbeAsync(through, cancellationToken);
        if (seen is null) throw new ClusterException($"{through.Name} did not say who the members are: {error}.");
        if (NameOf(seen.Leader) is not { } leader) throw new ClusterException($"{through.Name} knows no leader, who alone can change the members.");
        var members = change(seen.Members).Distinct().Order().ToArray();
        var (reply, silence) = await calls.AskAsync(leader, new AdminRequest(action, members), cancellationToken);
        if (reply is ClientReply { Result.Status: ReplyStatus.Ok }) return;
        throw new ClusterException($"{leader} did not change the members: {(reply as ClientReply)?.Text ?? silence ?? "nobody knows"}.");
    }

    private int NumberOf(INode node) => cluster.Nodes.Select(one => one.Name).ToList().IndexOf(node.Name);

    private string? NameOf(int number) => number >= 0 && number < cluster.Nodes.Count ? cluster.Nodes[number].Name : null;
}
