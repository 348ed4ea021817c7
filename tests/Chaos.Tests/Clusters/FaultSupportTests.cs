using Chaos.Clusters;
using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.Clusters;

public sealed class FaultSupportTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["pid-namespace"] = null,
        ["net_admin"] = null,
        ["kill"] = null,
        ["nft"] = null,
        ["nft-queue"] = null,
        ["xt-queue"] = null,
        ["packet-copy"] = null,
        ["tcp-reset"] = null,
        ["tcp-rto-max"] = null,
        ["disk"] = null,
    };

    [Fact]
    public void What_an_agent_found_in_order_is_native()
    {
        var support = new FaultSupport(Good);

        Assert.Equal(Support.Native("nf_tables"), support.Of(FaultCapability.Cuts));
        Assert.Equal(SupportKind.Native, NemesisCatalog.Get("partition").SupportOn(support).Kind);
    }

    [Fact]
    public void What_is_missing_makes_its_faults_unavailable_with_the_agents_own_words_and_no_others()
    {
        var support = new FaultSupport(new Dictionary<string, string?>(Good) { ["nft"] = "Load the module nf_tables." });

        Assert.Contains("nft: Load the module nf_tables.", NemesisCatalog.Get("partition").SupportOn(support).Reason, StringComparison.Ordinal);
        Assert.True(NemesisCatalog.Get("kill").SupportOn(support).IsAvailable);
    }

    [Fact]
    public void A_finding_that_the_agent_does_not_know_is_missing() =>
        Assert.Contains("does not examine it", new FaultSupport(new Dictionary<string, string?>()).Of(FaultCapability.Cuts).Reason, StringComparison.Ordinal);

    [Fact]
    public void Without_nf_tables_own_queue_packets_take_that_of_iptables_and_say_why()
    {
        var without = new Dictionary<string, string?>(Good) { ["nft-queue"] = "CONFIG_NFT_QUEUE is off." };
        var support = NemesisCatalog.Get("packets").SupportOn(new FaultSupport(without));

        Assert.Equal(SupportKind.Native, NemesisCatalog.Get("packets").SupportOn(new FaultSupport(Good)).Kind);
        Assert.Equal(SupportKind.Fallback, support.Kind);
        Assert.Contains("CONFIG_NFT_QUEUE is off.", support.Reason, StringComparison.Ordinal);
        without["xt-queue"] = "CONFIG_NETFILTER_XT_TARGET_NFQUEUE is off.";
        Assert.False(NemesisCatalog.Get("packets").SupportOn(new FaultSupport(without)).IsAvailable);
    }

    [Fact]
    public void What_a_parameter_rests_on_counts_only_where_it_is_given()
    {
        var without = new FaultSupport(new Dictionary<string, string?>(Good) { ["packet-copy"] = "no", ["tcp-reset"] = "no", ["tcp-rto-max"] = "no" });

        Assert.True(Of("packets").IsAvailable);
        Assert.False(Of("packets:duplicate=5%").IsAvailable);
        Assert.False(Of("packets:shape=all").IsAvailable);
        Assert.Equal(SupportKind.Fallback, Of("partition").Kind);
        Assert.False(Of("partition:heal=reset").IsAvailable);
        Assert.Equal(SupportKind.Native, Of("partition:heal=natural").Kind);

        Support Of(string nemesis) => NemesisArguments.Parse(nemesis)[0].SupportOn(without);
    }

    [Fact]
    public void The_lesser_support_of_two_holds_for_both()
    {
        var fallback = Support.Fallback("copies", "no loop devices");

        Assert.Equal(new(SupportKind.Fallback, "nf_tables, copies", "no loop devices"), Support.Native("nf_tables").And(fallback));
        Assert.Equal("gone", fallback.And(Support.Unavailable("gone")).Reason);
        Assert.Equal("gone", Support.Unavailable("gone").And(fallback).Reason);
    }

    [Fact]
    public void Every_family_says_what_it_rests_on_and_this_backend_knows_it() => Assert.All(NemesisCatalog.All, family =>
    {
        var needed = family.RestsOn.Concat(family.ClusterNeedsOf(family.DefaultParameters).Capabilities).ToArray();
        var asksTheSystem = family.WhyNotOn(new SystemRecipe { System = "stone", Groups = [] }) is not null;
        Assert.True(needed.Length > 0 || asksTheSystem, $"{family.Name} names neither RestsOn nor ClusterNeedsOf, and works on any system");
        Assert.All(needed, capability => Assert.Contains(capability, FaultSupport.Known));
    });
}
