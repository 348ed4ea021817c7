using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class NemesisRunTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task In_a_minute_on_five_nodes_every_family_bites_at_least_twice_and_the_leader_changes()
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var lab = new Lab("partition,kill,pause", seed: seed);
            await lab.RunAsync(Minute);

            foreach (var family in new[] { "partition", "kill", "pause" })
            {
                var installed = lab.Faults.Where(fault => fault.Nemesis == family && fault.Outcome is FaultOutcome.Installed).ToArray();
                Assert.True(installed.Length >= 2, $"seed {seed}: {family} {installed.Length} times\n{string.Join('\n', lab.Written)}");
                Assert.All(installed, fault => Assert.True(fault.Effective, $"seed {seed}: {fault.Id}: {fault.Effect}"));
                Assert.All(installed, fault => Assert.True(fault.ToNs > fault.FromNs));
            }

            Assert.True(lab.Cluster.Changes >= 1, $"seed {seed}: no change of leader");
            Assert.Empty(lab.Budget.InForce);
        }
    }

    [Fact]
    public async Task A_minute_of_partitions_isolates_the_leader_first_sees_variety_and_lasts_six_seconds_each()
    {
        for (var seed = 1UL; seed <= 30; seed++)
        {
            var lab = new Lab("partition", seed: seed);
            await lab.RunAsync(Minute);

            var whole = lab.Faults.Where(fault => fault.Outcome is FaultOutcome.Installed).ToArray();
            Assert.InRange(whole.Length, 4, 8);
            Assert.Equal("isolated-leader", whole[0].Shape);
            Assert.Equal(4, whole.Take(4).Select(fault => fault.Shape).Distinct().Count());
            Assert.All(whole[..^1], fault => Assert.InRange((fault.ToNs - fault.FromNs)!.Value, 5_900_000_000, 11_500_000_000));
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_faults_at_the_same_times()
    {
        Assert.Equal(await WrittenAsync(7), await WrittenAsync(7));
        Assert.NotEqual(await WrittenAsync(7), await WrittenAsync(8));

        static async Task<string> WrittenAsync(ulong seed)
        {
            var lab = new Lab("partition,kill,pause", seed: seed);
            await lab.RunAsync(Minute);
            return string.Join('\n', lab.Written);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public async Task Other_sizes_of_cluster_see_every_family_too(int nodes)
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var lab = new Lab("partition,kill,pause", nodes, seed);
            await lab.RunAsync(Minute);
            foreach (var family in new[] { "partition", "kill", "pause" })
                Assert.Contains(lab.Faults, fault => fault.Nemesis == family && fault.Effective is true);
        }
    }

    [Fact]
    public async Task Killing_the_leader_every_second_does_so()
    {
        var lab = new Lab("kill:target=leader:every=1s");
        await lab.RunAsync(Minute);
        var killed = lab.Faults.Count(fault => fault.Effective is true);
        Assert.InRange(killed, 15, 60);
    }
}
