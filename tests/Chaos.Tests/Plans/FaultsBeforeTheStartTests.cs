using Chaos.Campaigns;
using Xunit;

namespace Chaos.Tests.Plans;

public sealed class FaultsBeforeTheStartTests
{
    [Fact]
    public void A_fault_that_cannot_be_made_stops_the_run_with_the_reason()
    {
        var plan = Plan("partition,kill");

        var failure = Assert.Throws<ClusterException>(() => plan.On(new Without(FaultCapability.Cuts)));

        Assert.Contains("The nemesis partition is not available here: No Cuts on this machine.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["partition", "kill"], plan.On(new Without()).Lanes.Select(lane => lane.Name));
    }

    [Fact]
    public void What_cannot_be_prepared_together_is_refused_before_the_start()
    {
        var failure = Assert.Throws<ClusterException>(() => Plan("membership").On(new Without(FaultCapability.SpareNodes)));

        Assert.Contains("No SpareNodes on this machine", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mix_takes_what_can_be_had_and_names_the_rest()
    {
        var plan = Plan("mix:least=3").On(new Without(FaultCapability.Cuts));

        Assert.DoesNotContain(plan.Lanes, lane => lane.Name == "partition");
        Assert.Contains(plan.Lanes, lane => lane.Name == "kill");
        Assert.Contains("No Cuts", plan.LeftOut["partition"], StringComparison.Ordinal);
        Assert.True(plan.ClusterNeeds.SpareNodes > 0);
    }

    [Fact]
    public void A_mix_of_too_few_families_stops_the_run_and_names_all_that_lack()
    {
        var failure = Assert.Throws<ClusterException>(
            () => Plan("mix:families=partition+kill+pause").On(new Without(FaultCapability.Cuts)));

        Assert.Contains("asks for 3 families, and only 2 can be had: partition: No Cuts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mix_on_two_nodes_is_refused_with_what_to_write() =>
        Assert.Contains("--nodes 3", Assert.Throws<UsageException>(() => Plan("mix", nodes: 2)).Message, StringComparison.Ordinal);

    private static RunPlan Plan(string nemeses, int nodes = 3) =>
        RunPlan.Resolve(new() { System = "etcd", Seed = 1, Nemeses = nemeses, Nodes = nodes });

    private sealed class Without(params FaultCapability[] missing) : IFaultSupport
    {
        public Support Of(FaultCapability capability) => missing.Contains(capability)
            ? Support.Unavailable($"No {capability} on this machine.")
            : Support.Native("");
    }
}
