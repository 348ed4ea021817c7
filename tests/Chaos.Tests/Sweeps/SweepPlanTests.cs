using Chaos.Campaigns;
using Xunit;

namespace Chaos.Tests.Sweeps;

public sealed class SweepPlanTests
{
    [Fact]
    public void Every_size_of_every_series_is_run_in_each_repeat_in_another_order()
    {
        var plan = SweepPlan.Of(RequestOf() with { Nemeses = ["none", "kill"], Repeats = 6 }, cores: 16);
        Assert.Equal(6 * (5 + 4), plan.Steps.Count); // one node can lose none
        Assert.Equal(Enumerable.Range(1, 54), plan.Steps.Select(step => step.Order));
        var orders = plan.Steps.GroupBy(step => step.Repeat).Select(repeat => repeat.Select(step => (step.Series.Nemesis, step.Nodes)).ToArray()).ToArray();
        Assert.All(orders, order => Assert.Equal(9, order.Distinct().Count()));
        Assert.Equal(6, orders.Select(order => string.Join(' ', order)).Distinct().Count());
        Assert.Equal(orders, SweepPlan.Of(RequestOf() with { Nemeses = ["none", "kill"], Repeats = 6 }, cores: 16).Steps
            .GroupBy(step => step.Repeat).Select(repeat => repeat.Select(step => (step.Series.Nemesis, step.Nodes)).ToArray()));
    }

    [Fact]
    public void All_sizes_of_a_repeat_have_its_seed_and_the_same_load()
    {
        var plan = SweepPlan.Of(RequestOf() with { Repeats = 3 }, cores: 16);
        Assert.All(plan.Steps, step => Assert.Equal((ulong)(41 + step.Repeat), step.Request.Seed));
        Assert.Single(plan.Steps.Select(step => (step.Request.Concurrency, step.Request.RatePerSecond, step.Request.TimeLimit)).Distinct());
    }

    [Fact]
    public void Where_cores_are_few_the_simulators_curve_is_drawn_beside_the_measured_one()
    {
        var few = SweepPlan.Of(RequestOf() with { Nemeses = ["none", "kill"] }, cores: 4);
        var references = few.Series.Where(series => series.IsReference).ToArray();
        Assert.Equal([("raft", "simulation", "none"), ("raft", "simulation", "kill")], references.Select(one => (one.System, one.Backend, one.Nemesis)));
        Assert.Contains(few.Steps, step => step.Series.IsReference && step.Nodes == 9);
        Assert.DoesNotContain(SweepPlan.Of(RequestOf(), cores: 9).Series, series => series.IsReference);
    }

    [Theory]
    [InlineData("none", 1, true)]
    [InlineData("none", 2, true)]
    [InlineData("kill", 1, false)]
    [InlineData("kill", 2, false)]
    [InlineData("kill", 3, true)]
    public void A_size_that_can_lose_none_has_no_faults(string nemesis, int nodes, bool applies) =>
        Assert.Equal(applies, SweepPlan.WhyNot(nemesis, nodes) is null);

    [Fact]
    public void What_makes_no_sense_is_refused_before_anything_starts()
    {
        Refused("open-loop", RequestOf() with { Common = RequestOf().Common with { RatePerSecond = 0 } });
        Refused("--warm-up", RequestOf() with { WarmUp = TimeSpan.FromMinutes(1) });
        Refused("'etcd'", RequestOf() with { Systems = ["etdc"] });
        Refused("'kill'", RequestOf() with { Nemeses = ["none", "kil"] });

        static void Refused(string said, SweepRequest request) =>
            Assert.Contains(said, Assert.Throws<UsageException>(() => SweepPlan.Of(request, 16)).Message, StringComparison.Ordinal);
    }

    internal static SweepRequest RequestOf() => new()
    {
        Systems = ["etcd"],
        Common = new() { System = "etcd", Seed = 42, Backend = "docker", TimeLimit = TimeSpan.FromSeconds(30), Concurrency = "16" },
    };
}
