namespace Chaos.Campaigns;

/// <summary>
/// Compares the replicas at the end of a run, when no write is in flight: once all have applied as much, each tells its revision and a digest
/// at the highest revision that all have. What is written down held on every node during one interval, in which none of them applied
/// anything. A difference counts when it was seen three times.
/// </summary>
/// <param name="cluster">The nodes.</param>
/// <param name="digests">The system's own.</param>
/// <param name="board">Who the members are.</param>
/// <param name="clock">The run clock and its timers.</param>
/// <param name="record">Takes every observation.</param>
internal sealed class ReplicaProbe(ICluster cluster, IReplicaDigests digests, IRoleView board, RunClock clock, Action<Observation> record)
{
    private const int SeenBefore = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    /// <summary>Compares, for at most 20 s, and writes down the last look.</summary>
    public async Task CompareAsync(CancellationToken cancellationToken)
    {
        INode[] members = [.. cluster.Nodes.Where(node => board.Voters.Contains(node.Name))];
        var untilNs = clock.NowNs + (Limit.Ticks * TimeSpan.NanosecondsPerTick);
        var differences = 0;
        while (true)
        {
            var round = await LookAsync(members, cancellationToken);
            var isSettled = round.All(seen => seen.Detail is null);
            differences = isSettled && Differ(round) ? differences + 1 : 0;
            if ((isSettled && !Differ(round) && !HasOtherBasis(round)) || differences >= SeenBefore || clock.NowNs >= untilNs)
            {
                foreach (var seen in round) record(seen);
                return;
            }

            await Task.Delay(Between, clock.TimeProvider, cancellationToken);
        }
    }

    private static bool Differ(Observation[] round) =>
        round.Select(seen => seen.Revision).Distinct().Count() > 1
        || round.GroupBy(seen => seen.DigestBasis).Any(group => group.Select(seen => seen.Digest).Distinct(StringComparer.Ordinal).Count() > 1);

    private static bool HasOtherBasis(Observation[] round) => round.Select(seen => seen.DigestBasis).Distinct().Count() > 1;

    private async Task<Observation[]> LookAsync(INode[] members, CancellationToken cancellationToken)
    {
        var sentNs = clock.NowNs;
        var looks = members.Select(_ => new Look()).ToArray();
        await Task.WhenAll(members.Select((node, i) => ReadAsync(node, looks[i], (look, state) => look.Before = state, cancellationToken)));
        if (looks.All(look => look.Why is null) && looks.Select(look => look.Before.AppliedIndex).Distinct().Count() == 1)
        {
            var revision = looks.Min(look => look.Before.Revision);
            await Task.WhenAll(members.Select((node, i) => ReadDigestAsync(node, looks[i], revision, cancellationToken)));
            await Task.WhenAll(members.Select((node, i) => ReadAsync(node, looks[i], (look, state) => look.After = state, cancellationToken)));
        }

        var receivedNs = clock.NowNs;
        return [.. members.Select((node, i) => looks[i].ToObservation(node.Name, sentNs, receivedNs, WhyNotSettled(looks)))];
    }

    private async Task ReadAsync(INode node, Look look, Action<Look, ReplicaState> put, CancellationToken cancellationToken)
    {
        try
        {
            put(look, await digests.ReadStateAsync(node, cancellationToken));
        }
        catch (ClusterException silent)
        {
            look.Why ??= silent.Message;
        }
    }

    private async Task ReadDigestAsync(INode node, Look look, long revision, CancellationToken cancellationToken)
    {
        try
        {
            look.Digest = await digests.ReadDigestAsync(node, revision, cancellationToken);
            look.DigestRevision = revision;
        }
        catch (ClusterException silent)
        {
            look.Why ??= silent.Message;
        }
    }

    private static string? WhyNotSettled(Look[] looks)
    {
        if (looks.Select(look => look.Why).FirstOrDefault(why => why is not null) is { } why) return why;
        if (looks.Select(look => look.Before.AppliedIndex).Distinct().Count() > 1) return "The members have not applied the same yet.";
        return looks.Any(look => look.Before != look.After) ? "A member changed while the digests were read." : null;
    }

    private sealed class Look
    {
        public ReplicaState Before { get; set; }

        public ReplicaState After { get; set; }

        public ReplicaDigest Digest { get; set; }

        public long? DigestRevision { get; set; }

        public string? Why { get; set; }

        public Observation ToObservation(string node, long sentNs, long receivedNs, string? notSettled) => new()
        {
            Kind = ObservationKind.Replica,
            Node = node,
            SentNs = sentNs,
            ReceivedNs = receivedNs,
            AppliedIndex = Before.AppliedIndex,
            Revision = Before.Revision,
            Digest = Digest.Digest,
            DigestRevision = DigestRevision,
            DigestBasis = DigestRevision is null ? null : Digest.Basis,
            Detail = notSettled,
        };
    }
}
