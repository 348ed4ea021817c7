using System.Net;
using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.ZooKeeper;

public sealed class ZooKeeperRecipeTests
{
    private readonly ZooKeeperSystem system = new();

    [Fact]
    public void A_node_knows_its_number_and_all_servers()
    {
        var group = Assert.Single(system.CreateRecipe(OptionsOf(), 3).Groups);
        var launch = group.Launch(new NodePlace("n2", IPAddress.Loopback, new Dictionary<string, IPAddress>(), "r"));
        Assert.Equal(["/bin/sh", "/etc/chaos/start.sh", "2", "/data/zookeeper"], launch.Arguments);
        Assert.Contains("server.3=n3:2888:3888:participant;2181\n", launch.Files["/etc/chaos/zoo.cfg"], StringComparison.Ordinal);
        Assert.StartsWith("ARG BASE\nFROM ${BASE}", group.Image.DebianDockerfile, StringComparison.Ordinal);
        Assert.Equal(("zookeeper:3.9.3", "chaos/zookeeper:3.9.3-trixie"), (group.Image.Reference, group.Image.LocalTag));
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("30", true)]
    public void A_short_log_for_followers_that_are_behind_is_configured_only_where_it_is_asked_for(string entries, bool isThere)
    {
        var launch = Assert.Single(system.CreateRecipe(OptionsOf(("commit-log", entries)), 1).Groups)
            .Launch(new NodePlace("n1", System.Net.IPAddress.Loopback, new Dictionary<string, System.Net.IPAddress>(), "r"));
        Assert.Equal(isThere, launch.Files["/etc/chaos/zoo.cfg"].Contains("commitLogCount=30\nsnapshotSizeFactor=-1\n", StringComparison.Ordinal));
    }

    [Fact]
    public void A_version_that_Debian_does_not_have_is_the_official_image() =>
        Assert.Null(Assert.Single(system.CreateRecipe(OptionsOf(("version", "3.8.4")), 3).Groups).Image.DebianDockerfile);

    [Theory]
    [InlineData("3.9.3", true)]
    [InlineData("3.10.0", true)]
    [InlineData("3.8.4", false)]
    public void Snapshots_and_digests_are_told_since_3_9(string version, bool isTold)
    {
        var recipe = system.CreateRecipe(OptionsOf(("version", version)), 3);
        Assert.Equal((isTold, isTold), (recipe.TellsDigests, recipe.MaintenanceTasks.Contains("snapshot")));
    }

    [Theory]
    [InlineData("version", "latest")]
    [InlineData("version", "3.9.3; rm")]
    [InlineData("tick-ms", "0")]
    public void An_option_that_makes_no_sense_is_bad_usage(string name, string value) =>
        Assert.Throws<UsageException>(() => system.CreateRecipe(OptionsOf((name, value)), 3));

    [Theory]
    [InlineData("quorum", ClaimStanding.Holds)]
    [InlineData("sync", ClaimStanding.Disputed)]
    [InlineData("local", ClaimStanding.NotClaimed)]
    public void What_is_claimed_depends_on_the_read(string read, ClaimStanding standing) =>
        Assert.Equal(standing, system.Claims(OptionsOf(("read", read))).Single(claim => claim.Workload == "register").Standing);

    private Options OptionsOf(params (string Name, string Value)[] given) =>
        Options.Create("system zookeeper", system.Options, given.Select(each => KeyValuePair.Create(each.Name, each.Value)));
}
