using System.Collections.Concurrent;
using Chaos.Campaigns;
using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests.Systems;

/// <summary>Three nodes of a system, ready, with its probes and clients.</summary>
internal sealed class SystemStage : IAsyncDisposable
{
    // How long a server that lost its quorum may take to say so; some never do.
    private static readonly TimeSpan noticedWithin = TimeSpan.FromSeconds(5);

    private readonly DockerEngine engine;
    private readonly RunClock clock;
    private readonly TimeSpan readyWithin;

    private SystemStage(
        DockerEngine engine, DockerCluster cluster, ISystemConnection connection, IProcessFaults processes, RunClock clock, TimeSpan readyWithin)
    {
        this.engine = engine;
        this.clock = clock;
        this.readyWithin = readyWithin;
        Cluster = cluster;
        Connection = connection;
        Processes = processes;
    }

    /// <summary>Above what the clients themselves allow, so that their own reason is seen where they have one.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(3);

    public DockerCluster Cluster { get; }

    public ISystemConnection Connection { get; }

    public IProcessFaults Processes { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SystemStage> StartAsync(string name, params KeyValuePair<string, string>[] given)
    {
        var engine = await Engines.RequireAsync();
        var system = AllSystems.All.Single(system => system.Name == name);
        var options = Options.Create($"system {name}", system.Options, given);
        var recipe = system.CreateRecipe(options, 3);
        var clock = new RunClock(TimeProvider.System);
        var cluster = await engine.StartAsync(
            new() { RunId = Engines.RunId($"sys-{name}"), Recipe = recipe, Needs = ClusterNeeds.None, Clock = clock }, Cancel);
        try
        {
            var connection = system.Connect(cluster, options, clock);
            var sick = await new HealthGate(cluster, connection, clock, _ => { }).WaitAsync(recipe.ReadyWithin, Cancel);
            Assert.True(sick is null, sick);
            Assert.True(cluster.TryGetFaults<IProcessFaults>(out var processes));
            return new(engine, cluster, connection, processes, clock, recipe.ReadyWithin);
        }
        catch
        {
            await cluster.DisposeAsync();
            engine.Dispose();
            throw;
        }
    }

    /// <summary>A fresh client at a node.</summary>
    public ValueTask<IClient> OpenAsync(string operationType, string node) =>
        Connection.OpenClientAsync(operationType, Cluster.Nodes.First(each => each.Name == node), Cancel);

    /// <summary>Carries out an operation as the scheduler does: what has no answer by the deadline is info, whatever the client says later.</summary>
    public static async Task<Completion> InvokeAsync(IClient client, Invocation invocation, TimeSpan? deadline = null)
    {
        using var givenUp = new CancellationTokenSource();
        var call = Task.Run(async () => await client.InvokeAsync(invocation, givenUp.Token), Cancel);
        var isLate = await Task.WhenAny(call, Task.Delay(deadline ?? Deadline, TimeProvider.System, Cancel)) != call;
        if (isLate) await givenUp.CancelAsync();
        try
        {
            var end = await call;
            return isLate ? Completion.Info(ErrorWords.Timeout) : end;
        }
        catch (Exception e) when (isLate || e is OperationCanceledException)
        {
            return Completion.Info(ErrorWords.Timeout);
        }
    }

    /// <summary>Waits until all nodes serve.</summary>
    public async Task HealthyAsync()
    {
        var sick = await new HealthGate(Cluster, Connection, clock, _ => { }).WaitAsync(readyWithin, Cancel);
        Assert.True(sick is null, sick);
    }

    /// <summary>Waits until a node says that nobody leads, or has had the time to find out.</summary>
    public async Task WithoutLeaderAsync(string name)
    {
        var node = Cluster.Nodes.First(each => each.Name == name);
        for (var start = clock.NowNs; clock.NowNs - start < noticedWithin.TotalNanoseconds;)
        {
            if ((await Connection.ProbeRoleAsync(node, Cancel)).Role is not (NodeRole.Leader or NodeRole.Follower)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        }
    }

    /// <summary>The number of a partition that a node leads; 0 where there are none.</summary>
    public async Task<int> PartitionAsync(string name)
    {
        var told = (await Connection.ProbeRoleAsync(Cluster.Nodes.First(each => each.Name == name), Cancel)).Detail ?? "";
        return told.StartsWith("leads partitions ", StringComparison.Ordinal) ? told["leads partitions ".Length] - '0' : 0;
    }

    /// <summary>The node that leads by its own word; null where none does.</summary>
    public async Task<string?> LeaderAsync()
    {
        var leaders = new ConcurrentBag<string>();
        await Task.WhenAll(Cluster.Nodes.Select(async node =>
        {
            if (await Connection.ProbeRoleAsync(node, Cancel) is { Role: NodeRole.Leader }) leaders.Add(node.Name);
        }));
        return leaders.Count == 1 ? leaders.Single() : null;
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await Cluster.DisposeAsync();
        engine.Dispose();
    }
}
