using Chaos.Checking;
using Chaos.Consensus;
using Chaos.Simulation;
using Xunit;

namespace Chaos.Tests.Simulation;

public sealed class SimulatedSystemsTests
{
    [Theory]
    [InlineData("raft", 1)]
    [InlineData("raft", 3)]
    [InlineData("raft", 5)]
    [InlineData("paxos", 1)]
    [InlineData("paxos", 3)]
    [InlineData("paxos", 5)]
    public void A_healthy_cluster_serves_everything_linearizably(string system, int nodes)
    {
        var run = SmallRun.Execute(seed: 1, nodes, systemName: system);

        Assert.Null(run.Outcome.Failure);
        Assert.Empty(run.Crashes);
        var completions = run.Outcome.History.Where(entry => entry.IsClient && entry.Type is not OperationType.Invoke).ToArray();
        Assert.InRange(completions.Count(entry => entry.Type is OperationType.Ok || entry.Error == Operation.MismatchError), 2_000, 3_000);
        Assert.Equal(Verdict.Valid, Check(run));
    }

    [Theory]
    [InlineData("raft")]
    [InlineData("paxos")]
    [InlineData("paxos-single")]
    public void Messages_by_reference_and_through_bytes_give_the_same_history(string system)
    {
        var weather = new SimulationWeather { LossPpm = 20_000, DuplicatePpm = 20_000 };
        var reference = SmallRun.Execute(seed: 3, weather: weather, systemName: system);
        var encoded = SmallRun.Execute(seed: 3, weather: weather, encodes: true, systemName: system);
        Assert.Equal(reference.Outcome.History, encoded.Outcome.History);
    }

    [Theory]
    [InlineData("raft", "none", false)]
    [InlineData("raft", "acknowledges-before-flush", true)]
    [InlineData("paxos", "none", false)]
    [InlineData("paxos", "accepts-before-flush", true)]
    public void A_loss_of_power_takes_nothing_that_was_acknowledged_unless_that_was_not_flushed(string system, string bug, bool violated)
    {
        var weather = new SimulationWeather { FlushDelay = DelayTable.Typical(8_000_000, 60_000_000) };
        var verdicts = Enumerable.Range(1, violated ? 10 : 5)
            .Select(seed => SmallRun.Execute(
                (ulong)seed, seconds: 10, weather: weather, bug: bug, systemName: system, meanwhile: LosePowerAgainAndAgainAsync))
            .Select(run => (Check(run), run.Crashes.Count)).ToArray();
        Assert.All(verdicts, verdict => Assert.True(violated || verdict.Count == 0));
        Assert.Equal(violated, verdicts.Any(verdict => verdict.Item1 is Verdict.Invalid));
        if (!violated) Assert.All(verdicts, verdict => Assert.Equal(Verdict.Valid, verdict.Item1));
    }

    [Theory]
    [InlineData("raft")]
    [InlineData("paxos")]
    public void A_cluster_grows_and_shrinks_while_it_serves(string system)
    {
        var replies = new List<ReplyStatus>();
        var run = SmallRun.Execute(seed: 5, nodes: 5, seconds: 8, spares: 2, systemName: system, meanwhile: async (cluster, time) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2), time);
            replies.Add(await ChangeAsync(cluster, [0, 1, 2, 3, 4]));
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            replies.Add(await ChangeAsync(cluster, [2, 3, 4]));
            foreach (var node in new[] { "n1", "n2" })
            {
                cluster.TryGetFaults<IProcessFaults>(out var processes);
                await processes!.KillAsync(node, CancellationToken.None);
            }
        });

        Assert.Equal([ReplyStatus.Ok, ReplyStatus.Ok], replies);
        Assert.Empty(run.Crashes);
        Assert.Equal(Verdict.Valid, Check(run));
        // With n1 and n2 gone, three of the old five would not do if the old members still counted alone.
        Assert.Contains(run.Outcome.History, entry => entry.TimeNs > 6_000_000_000 && entry.Type is OperationType.Ok && entry.F == "write");
    }

    private static async Task<ReplyStatus> ChangeAsync(SimulatedCluster cluster, int[] members)
    {
        foreach (var node in cluster.Nodes)
        {
            await using var connection = cluster.Open(node.Name);
            var answer = await connection.CallAsync(new AdminRequest(AdminAction.ChangeMembers, members), CancellationToken.None);
            if (answer.Reply is ClientReply { Result.Status: not ReplyStatus.Refused } reply) return reply.Result.Status;
        }

        return ReplyStatus.Refused;
    }

    private static async Task LosePowerAgainAndAgainAsync(SimulatedCluster cluster, VirtualTime time)
    {
        cluster.TryGetFaults<IDiskFaults>(out var disks);
        cluster.TryGetFaults<IProcessFaults>(out var processes);
        var all = cluster.Nodes.Select(node => node.Name).ToArray();
        for (var i = 0; i < 6; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1_300 + (i * 7)), time);
            await disks!.LosePowerAsync(all, CancellationToken.None);
            await Task.Delay(TimeSpan.FromMilliseconds(50), time);
            foreach (var node in all) await processes!.StartAsync(node, CancellationToken.None);
        }
    }

    private static Verdict Check(SmallRun run) => new LinearizabilityChecker(new RegisterModel())
        .Check(new(run.Outcome.History, [], []), new(), CancellationToken.None).Verdict;
}
