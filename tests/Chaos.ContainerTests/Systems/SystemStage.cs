using System.Collections.Concurrent;
using Chaos.Campaigns;
using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests.Systems;

/// <summary>Three nodes of a system, ready, with its probes and clients.</summary>
internal sealed class SystemStage : IAsyncDisposable
{
    // Above what the clients themselves allow, so that their own reason is seen where they have one.
    private static readonly TimeSpan deadline = TimeSpan.FromSeconds(3);

    private readonly DockerEngine engine;

    private SystemStage(DockerEngine engine, DockerCluster cluster, ISystemConnection connection, IProcessFaults processes)
    {
        this.engine = engine;
        Cluster = cluster;
        Connection = connection;
        Processes = processes;
    }

    public DockerCluster Cluster { get; }

    public ISystemConnection Connection { get; }

    public IProcessFaults Processes { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SystemStage> StartAsync(string name)
    {
        var engine = await Engines.RequireAsync();
        var system = AllSystems.All.Single(system => system.Name == name);
        var options = Options.Create($"system {name}", system.Options, []);
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
            return new(engine, cluster, connection, processes);
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

    /// <summary>Carries out an operation as the scheduler does: what has no answer by the deadline is info.</summary>
    public static async Task<Completion> InvokeAsync(IClient client, Invocation invocation)
    {
        using var late = new CancellationTokenSource(deadline, TimeProvider.System);
        var call = Task.Run(async () => await client.InvokeAsync(invocation, late.Token), Cancel);
        if (await Task.WhenAny(call, Task.Delay(deadline, TimeProvider.System, Cancel)) != call) return Completion.Info("deadline");
        try
        {
            return await call;
        }
        catch (OperationCanceledException)
        {
            return Completion.Info("deadline");
        }
    }

    /// <summary>The node that leads by its own word; null where none does.</summary>
    public async Task<string?> LeaderAsync()
    {
        var leaders = new ConcurrentBag<string>();
        await Task.WhenAll(Cluster.Nodes.Select(async node =>
        {
            if (await Connection.ProbeRoleAsync(node, Cancel) is { Role: NodeRole.Leader }) leaders.Add(node.Name);
        }));
        return leaders.SingleOrDefault();
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await Cluster.DisposeAsync();
        engine.Dispose();
    }
}
