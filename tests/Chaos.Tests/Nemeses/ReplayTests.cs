using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class ReplayTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("partition,kill,pause")]
    [InlineData("membership,pause")]
    public async Task The_same_faults_come_again_on_the_same_roles_in_the_same_order_at_the_same_times(string nemeses)
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var original = new Lab(nemeses, seed: seed, spares: 1);
            await original.RunAsync(Minute);
            var stored = StoredFault.AllOf(original.Evidence);

            var replay = new Lab(nemeses, seed: seed + 100, spares: 1, replayOf: stored);
            await replay.RunAsync(Minute);

            var again = replay.Faults.Where(fault => fault.FromNs is not null).OrderBy(fault => fault.FromNs).ToArray();
            Assert.Equal(
                stored.Where(one => one.Fault.FromNs is not null).OrderBy(one => one.Fault.FromNs).Select(one => Told(one.Fault)),
                again.Select(Told));
            Assert.All(again, fault =>
            {
                var then = stored.Single(one => one.Fault.Id == fault.Replays).Fault;
                Assert.InRange((fault.FromNs - then.FromNs)!.Value, -300_000_000, 300_000_000);
                Assert.InRange((fault.ToNs - then.ToNs)!.Value, -600_000_000, 600_000_000);
                Assert.True(fault.Effective, fault.Effect);
            });
        }

        static (string, string, int, bool) Told(FaultRecord fault) =>
            (fault.Nemesis, fault.Shape, fault.Nodes.Count, fault.Leader is { } leader && fault.Nodes.Contains(leader));
    }

    [Fact]
    public async Task A_fault_of_the_leader_strikes_who_leads_now_with_all_that_belongs_to_it()
    {
        var stored = Stored(new()
        {
            Id = "partition-7",
            Nemesis = "partition",
            Shape = "isolated-leader",
            Nodes = ["n2"],
            Leader = "n2",
            Cuts = [new("n2", "n1"), new("n3", "n2")],
            Parameters = new Dictionary<string, string> { ["sides"] = "n2 | n1 n3", ["clock n2"] = "+1s" },
            AskedNs = 0,
            Outcome = FaultOutcome.Installed,
        });
        var lab = new Lab("partition", nodes: 3, replayOf: stored);

        await lab.BeginAsync();

        Assert.Equal("partition-7", lab.Only.Replays);
        Assert.Equal(["n1"], lab.Only.Nodes);
        Assert.Equal([new("n1", "n2"), new("n3", "n1")], lab.Only.Cuts);
        Assert.Equal("n1 | n2 n3", lab.Only.Parameters["sides"]);
        Assert.Equal("+1s", lab.Only.Parameters["clock n1"]);
    }

    [Fact]
    public async Task A_role_that_nobody_has_now_is_skipped_with_the_reason()
    {
        var stored = Stored(new()
        {
            Id = "kill-1",
            Nemesis = "kill",
            Shape = "kill",
            Nodes = ["n2"],
            Down = ["n2"],
            Leader = "n2",
            AskedNs = 0,
            Outcome = FaultOutcome.Installed,
        });
        var lab = new Lab("kill", nodes: 3, replayOf: stored) { Cluster = { LeaderIsUnknown = true } };

        Assert.Equal(OperationType.Fail, (await lab.BeginAsync()).Type);

        Assert.Equal(FaultOutcome.Skipped, lab.Only.Outcome);
        Assert.Equal("kill-1", lab.Only.Replays);
        Assert.Contains("struck the leader, and no node says that it leads now", lab.Only.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_followers_strikes_the_same_nodes_where_no_leader_is_known()
    {
        var stored = Stored(new()
        {
            Id = "kill-1",
            Nemesis = "kill",
            Shape = "kill",
            Nodes = ["n3"],
            Down = ["n3"],
            Leader = "n2",
            AskedNs = 0,
            Outcome = FaultOutcome.Installed,
        });
        var lab = new Lab("kill", nodes: 3, replayOf: stored) { Cluster = { LeaderIsUnknown = true } };

        Assert.Equal(OperationType.Ok, (await lab.BeginAsync()).Type);
        Assert.Equal(["n3"], lab.Only.Nodes);
    }

    private static StoredFault[] Stored(FaultRecord fault) => [new(fault, 0, 5_000_000_000)];
}
