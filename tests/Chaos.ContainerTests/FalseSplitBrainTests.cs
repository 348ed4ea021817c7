using System.Collections.Concurrent;
using Chaos.Checking;
using Chaos.Clusters;
using Chaos.Systems;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>
/// Flushes slowed down by 10 ms and twelve elections: what counts as evidence of leadership shows no two leaders in one term. What etcd
/// says in its Status would show some that were none, so that this test can fail.
/// </summary>
public sealed class FalseSplitBrainTests
{
    private const int Elections = 12;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(3);

    private readonly ConcurrentQueue<Observation> elections = new(), roles = new();
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twelve_forced_elections_on_slow_disks_show_no_two_leaders_in_one_term()
    {
        using var engine = await Engines.RequireAsync();
        var clock = new RunClock(TimeProvider.System);
        var system = SystemCatalog.All.Single(system => system.Name == "etcd");
        var options = Options.Create(
            "system etcd", system.Options, [new("heartbeat-ms", "50"), new("election-ms", "300"), new("version", "3.7.3")]);
        await using var cluster = await engine.StartAsync(
            new()
            {
                RunId = Engines.RunId("brains"),
                Recipe = system.CreateRecipe(options, 3),
                Needs = new() { FileCalls = true },
                Clock = clock,
            },
            cancellationToken);
        await using var connection = system.Connect(cluster, options, clock);
        Assert.True(cluster.TryGetFaults<IDiskFaults>(out var disks));
        foreach (var node in cluster.Nodes)
            await disks.SetAsync(node.Name, new() { FlushDelay = TimeSpan.FromMilliseconds(10) }, cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watches = cluster.Nodes.SelectMany(node => new[]
        {
            Task.Run(() => FollowAsync(cluster, connection, node.Name, end.Token), end.Token),
            Task.Run(() => SampleAsync(connection, node, end.Token), end.Token),
        }).ToArray();

        await IsolateLeadersAsync(cluster);

        await end.CancelAsync();
        await Task.WhenAll(watches.Select(watch => watch.ContinueWith(_ => { }, TaskScheduler.Default)));
        var judged = Judge(elections);
        Assert.True(judged.Verdict == Verdict.Valid, judged.Reason);
        Assert.True(elections.Select(seen => seen.Term).Distinct().Count() > Elections, judged.Reason);
        Assert.All(roles, seen => Assert.False(seen.IsEvidence));
        Assert.Equal(Verdict.Invalid, Judge(roles.Select(seen => seen with { IsEvidence = true })).Verdict);
    }

    private static CheckResult Judge(IEnumerable<Observation> seen) =>
        new NoSplitBrainChecker(_ => "servers").Check(new(new History([]), [], [.. seen]), new(), CancellationToken.None);

    private async Task IsolateLeadersAsync(DockerCluster cluster)
    {
        Assert.True(cluster.TryGetFaults<INetworkFaults>(out var network));
        for (var election = 1; election <= Elections; election++)
        {
            var known = elections.Select(seen => seen.Term).Distinct().Count();
            await ThreeNodes.UntilAsync("somebody leads", () => Task.FromResult(!elections.IsEmpty));
            var leader = elections.MaxBy(seen => seen.Term)!.Node!;
            await network.CutAsync(
                "cut",
                [.. cluster.Nodes.Where(node => node.Name != leader)
                    .SelectMany(node => new[] { new Link(leader, node.Name), new Link(node.Name, leader) })],
                cancellationToken);
            await ThreeNodes.UntilAsync(
                $"election {election}", () => Task.FromResult(elections.Select(seen => seen.Term).Distinct().Count() > Math.Max(1, known)));
            // The new leader needs a moment to apply the first entry of its term: that is the window in which Status is wrong.
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            await network.HealAllAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(700), TimeProvider.System, cancellationToken);
        }
    }

    private async Task FollowAsync(DockerCluster cluster, ISystemConnection connection, string node, CancellationToken stop)
    {
        await foreach (var line in cluster.FollowLogAsync(node, stop))
        {
            if (connection.ReadLogLine(line) is { } election)
                elections.Enqueue(election);
        }
    }

    private async Task SampleAsync(ISystemConnection connection, INode node, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var seen = await connection.ProbeRoleAsync(node, stop);
            if (seen.Role is NodeRole.Leader)
                roles.Enqueue(seen);
            await Task.Delay(Between, TimeProvider.System, stop);
        }
    }
}
