using Chaos.Checking;

namespace Chaos.Campaigns;

/// <summary>The part of a run that is the same everywhere: load, faults and watching on a cluster that is healthy.</summary>
internal sealed class RunBody(RunPlan plan, RunSite site, IRunRecords records, IProgress<string> progress)
{
    /// <summary>Waits until every node serves requests.</summary>
    /// <exception cref="ClusterException">One did not in time.</exception>
    public async Task<HealthGate> AwaitHealthAsync(ICluster cluster, ISystemConnection connection, string logs, CancellationToken stop)
    {
        var gate = new HealthGate(cluster, connection, site.Clock, records.Observe);
        if (await gate.WaitAsync(plan.Recipe.ReadyWithin, stop) is { } sick)
            throw new ClusterException($"The cluster did not become healthy. {sick} Its logs are in {logs}.");
        return gate;
    }

    /// <summary>Runs the test to its end.</summary>
    /// <exception cref="ClusterException">A nemesis cannot work on this cluster.</exception>
    public async Task<TestOutcome> ExecuteAsync(
        ICluster cluster, ISystemConnection connection, HealthGate gate, Journal? journal, CancellationToken stop)
    {
        var board = new RoleBoard(plan.Voters, site.Clock);
        var clients = new FaultyClients(OpenerOf(cluster, connection), plan.Nodes, plan.Concurrency, site.Clock);
        IReadOnlyList<object> own =
        [
            clients,
            .. connection is IMembership membership ? new[] { new ObservedMembership(membership, board, records.Observe) } : [],
            .. connection is IMaintenance maintenance ? new[] { maintenance } : [],
        ];
        var observed = new ObservedCluster(cluster, records.Observe, own);
        var nemeses = new NemesisLanes(plan, observed, connection, board, records, site.Clock).Create();
        using var watchEnd = new CancellationTokenSource();
        var watch = new NodeObserver(cluster, connection, site.Clock, board, records.Observe, site.StartBeside).WatchAsync(watchEnd.Token);
        await using var follower = plan.Request.StopOnViolation && !site.IsVirtual
            ? new ViolationWatch(ModelCatalog.Find(plan.Load.Model), progress)
            : null;
        IRunObserver? observer = plan.Request.StopOnViolation && site.IsVirtual
            ? new InlineViolationWatch(ModelCatalog.Find(plan.Load.Model))
            : follower;
        try
        {
            var outcome = await site.RunTestAsync(
                TestOf(OpenerOf(cluster, connection, clients), gate, nemeses) with { Observer = observer },
                journal, new RunProgressLines(progress, records), stop);
            if (plan.Recipe.TellsDigests && connection is IReplicaDigests digests
                && outcome is { Failure: null, Interrupted: false, StopReason: null })
                await new ReplicaProbe(cluster, digests, board, site.Clock, records.Observe).CompareAsync(stop);
            return outcome;
        }
        finally
        {
            Cancel(watchEnd);
            await watch;
        }
    }

    // On this thread: in virtual time another one would not do.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private OpenClient OpenerOf(ICluster cluster, ISystemConnection connection)
    {
        var nodes = cluster.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        return async (seat, cancellationToken) => plan.Load.Around(
            await connection.OpenClientAsync(plan.Workload.OperationType, nodes[seat.Node], cancellationToken));
    }

    // The wrapper is around the clients only where something may fail them.
    private OpenClient OpenerOf(ICluster cluster, ISystemConnection connection, FaultyClients clients) =>
        plan.Lanes.Any(nemesis => nemesis.Description.RestsOn.Contains(FaultCapability.Clients))
            ? clients.OpenAsync
            : OpenerOf(cluster, connection);

    private ChaosTest TestOf(OpenClient open, HealthGate gate, IReadOnlyList<NemesisLane> nemeses) =>
        new()
        {
            Name = $"{plan.System.Name} {plan.Workload.Name}",
            Seed = plan.Request.Seed,
            Nodes = plan.Nodes,
            Concurrency = plan.Concurrency,
            Generator = plan.Load.Main,
            FinalGenerator = plan.Load.Final,
            Nemeses = nemeses,
            TimeLimit = plan.Request.TimeLimit,
            EndsWithNemeses = plan is { Request.Proof: not null, Replay: null },
            OperationDeadline = plan.Request.OperationDeadline,
            RecoveryLimit = plan.Request.RecoveryLimit,
            OpenClient = open,
            OnPhase = (phase, atNs) => records.Observe(RunPhase.Began(phase, atNs)),
            AwaitHealth = async cancellationToken => await gate.WaitAsync(plan.Request.RecoveryLimit, cancellationToken),
        };
}
