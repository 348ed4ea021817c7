using Chaos.Checking;
using Chaos.Clusters;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>The part of a run between its plan and its verdict: cluster up, load and faults, heal, collect, cluster down.</summary>
internal sealed class RunSession(
    RunPlan plan, RunDirectory directory, DockerEngine engine, TimeProvider time, IProgress<string> progress)
{
    private static readonly TimeSpan CollectLimit = TimeSpan.FromSeconds(30);
    private readonly RunClock clock = new(time);

    /// <summary>Executes; every failure is an ending, and what was recorded stands.</summary>
    public async Task<RunEnding> ExecuteAsync(CancellationToken stop)
    {
        var document = RunFactsOf.Start(plan, engine, clock);
        RunEnding ending;
        try
        {
            await RunDocumentFile.WriteAsync(directory.RunFile, document);
            ending = await RecordAsync(document, stop);
        }
        catch (Exception failure)
        {
            ending = EndingOf(failure, stop);
        }

        await CloseAsync(ending);
        return ending;
    }

    private async Task<RunEnding> RecordAsync(RunDocument document, CancellationToken stop)
    {
        using var journal = Journal.Create(directory.HistoryFile, new()
        {
            RunId = document.RunId,
            WallAtStart = clock.WallAtStart,
            Workload = plan.Workload.Name,
            Model = plan.Load.Model,
        });
        using var files = new RunFiles(directory);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, files.Broken);
        progress.Report($"Starting {plan.System.Name} on {plan.Nodes.Count} nodes.");
        await using var cluster = await engine.StartAsync(
            new() { RunId = document.RunId, Recipe = plan.Recipe, Needs = plan.ClusterNeeds, Clock = clock, Progress = progress },
            either.Token);
        try
        {
            return await UseAsync(cluster, document, journal, files, either.Token, stop);
        }
        catch (OperationCanceledException) when (files.Failure is { } full)
        {
            return new(HarnessState.InfrastructureFailed, FullDisk(full));
        }
        finally
        {
            await CollectAsync(cluster);
            progress.Report("Taking the cluster down.");
        }
    }

    private async Task<RunEnding> UseAsync(
        DockerCluster cluster, RunDocument document, Journal journal, RunFiles files, CancellationToken either, CancellationToken stop)
    {
        await using var connection = plan.System.Connect(cluster, plan.SystemOptions, clock);
        var gate = new HealthGate(cluster, connection, clock, files.Observe);
        if (await gate.WaitAsync(plan.Recipe.ReadyWithin, either) is { } sick)
            throw new ClusterException($"The cluster did not become healthy. {sick} Its logs are in {directory.NodesDirectory}.");
        var version = await connection.ReadVersionAsync(cluster.Nodes[0], either);
        document = document with { Facts = RunFactsOf.Started(document.Facts, cluster, version) };
        await RunDocumentFile.WriteAsync(directory.RunFile, document);

        var board = new RoleBoard(plan.Voters, clock);
        var clients = new FaultyClients(OpenerOf(cluster, connection), plan.Nodes, plan.Concurrency, clock);
        IReadOnlyList<object> own = connection is IMembership membership
            ? [clients, new ObservedMembership(membership, board, files.Observe)]
            : [clients];
        var observed = new ObservedCluster(cluster, files.Observe, own);
        var nemeses = new NemesisLanes(plan, observed, connection, board, files, clock).Create();
        progress.Report($"{plan.System.Name} {version} is healthy. Load for {Durations.Format(plan.Request.TimeLimit)}.");
        using var watchEnd = new CancellationTokenSource();
        var watch = new NodeObserver(cluster, connection, clock, board, files.Observe).WatchAsync(watchEnd.Token);
        await using var follower = plan.Request.StopOnViolation
            ? new ViolationWatch(ModelCatalog.Find(plan.Load.Model), progress)
            : null;
        TestOutcome outcome;
        try
        {
            outcome = await RealTimeRunner.RunAsync(
                TestOf(OpenerOf(cluster, connection, clients), gate, nemeses, files) with { Observer = follower },
                clock, journal, new RunProgressLines(progress, files), either);
        }
        finally
        {
            await watchEnd.CancelAsync();
            await watch;
        }

        return files.Failure is { } full ? new(HarnessState.InfrastructureFailed, FullDisk(full)) : EndingOf(outcome, stop);
    }

    private OpenClient OpenerOf(ICluster cluster, ISystemConnection connection)
    {
        var nodes = cluster.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        return (seat, cancellationToken) => connection.OpenClientAsync(plan.Workload.OperationType, nodes[seat.Node], cancellationToken);
    }

    // The wrapper is around the clients only where something may fail them.
    private OpenClient OpenerOf(ICluster cluster, ISystemConnection connection, FaultyClients clients) =>
        plan.Lanes.Any(nemesis => nemesis.Description.RestsOn.Contains(FaultCapability.Clients))
            ? clients.OpenAsync
            : OpenerOf(cluster, connection);

    private ChaosTest TestOf(OpenClient open, HealthGate gate, IReadOnlyList<NemesisLane> nemeses, RunFiles files) =>
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
            OperationDeadline = plan.Request.OperationDeadline,
            RecoveryLimit = plan.Request.RecoveryLimit,
            OpenClient = open,
            OnPhase = (phase, atNs) => files.Observe(RunPhase.Began(phase, atNs)),
            AwaitHealth = async cancellationToken => await gate.WaitAsync(plan.Request.RecoveryLimit, cancellationToken),
        };

    private async Task CollectAsync(DockerCluster cluster)
    {
        using var limit = new CancellationTokenSource(CollectLimit, time);
        try
        {
            await cluster.CollectAsync(directory.NodesDirectory, limit.Token);
        }
        catch (Exception failure) when (failure is IOException or ClusterException or OperationCanceledException or UnauthorizedAccessException)
        {
            progress.Report($"The nodes' logs could not be collected: {failure.Message}");
        }
    }

    private async Task CloseAsync(RunEnding ending)
    {
        try
        {
            var document = await RunDocumentFile.ReadAsync(directory.RunFile, CancellationToken.None);
            await RunDocumentFile.WriteAsync(directory.RunFile, document with { Ending = ending });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or HistoryFormatException)
        {
            progress.Report($"The end of the run could not be written down: {failure.Message}");
        }
    }

    private string FullDisk(string failure) =>
        $"The run's files in {directory.Path} could not be written ({failure}); what was written is judged. Make room, or give --out another disk.";

    private RunEnding EndingOf(TestOutcome outcome, CancellationToken stop) => outcome switch
    {
        { Failure: { Exception: IOException } failure } => new(HarnessState.InfrastructureFailed, FullDisk(failure.Message)),
        { Failure: { Kind: RunFailureKind.Infrastructure } failure } => new(HarnessState.InfrastructureFailed, failure.Message),
        { Failure: { } failure } => new(HarnessState.Bug, failure.Message),
        { Interrupted: true } => Interrupted(stop),
        { StopReason: { } reason } => new(HarnessState.Ok, reason),
        _ => new(HarnessState.Ok, null),
    };

    private static RunEnding Interrupted(CancellationToken stop) =>
        new(HarnessState.Interrupted, stop.IsCancellationRequested ? "The run was interrupted." : "The run was stopped.");

    private RunEnding EndingOf(Exception failure, CancellationToken stop) => failure switch
    {
        OperationCanceledException when stop.IsCancellationRequested => Interrupted(stop),
        ClusterException => new(HarnessState.InfrastructureFailed, failure.Message),
        IOException or UnauthorizedAccessException => new(HarnessState.InfrastructureFailed, FullDisk(failure.Message)),
        _ => new(HarnessState.Bug, $"This is a bug in Chaos, please report it: {failure}"),
    };
}
