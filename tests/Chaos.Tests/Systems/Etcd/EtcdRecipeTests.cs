using System.Net;
using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.Etcd;

public sealed class EtcdRecipeTests
{
    private readonly EtcdSystem bare = new(ServersDirectory.None);
    private readonly EtcdSystem stocked = new(Etcds.ServersWith("etcd-3.7.3.tar.gz", "etcd-3.5.12.tar.gz"));

    [Fact]
    public void The_catalog_knows_etcd_and_our_own_raft_first() =>
        Assert.Equal(["etcd", "raft"], SystemCatalog.Create(ServersDirectory.None).Select(system => system.Name).Take(2));

    [Fact]
    public void The_default_version_is_the_file_s_where_it_is_there()
    {
        Assert.Equal("3.7.3", Etcds.OptionsOf(stocked)["version"]);
        var image = Etcds.GroupOf(stocked, 3).Image;
        Assert.Equal("gcr.io/etcd-development/etcd:v3.7.3", image.Reference);
        Assert.Equal("chaos/etcd:3.7.3", image.LocalTag);
        Assert.Equal("etcd-3.7.3.tar.gz", image.ServerFile);
        Assert.Null(image.DebianDockerfile);
    }

    [Fact]
    public void The_default_version_is_Debian_s_where_no_file_is_there()
    {
        Assert.Equal("3.5.16", Etcds.OptionsOf(bare)["version"]);
        var image = Etcds.GroupOf(bare, 3).Image;
        Assert.Equal("chaos/etcd:3.5.16-trixie", image.LocalTag);
        Assert.StartsWith("ARG BASE\nFROM ${BASE}\n", image.DebianDockerfile, StringComparison.Ordinal);
        Assert.Equal("trixie", image.DebianSuite);
    }

    [Fact]
    public void A_version_of_an_older_Debian_is_built_from_its_suite() =>
        Assert.Equal("bookworm", Etcds.GroupOf(bare, 1, ("version", "3.4.23")).Image.DebianSuite);

    [Fact]
    public void A_version_that_Debian_does_not_package_is_the_official_image_or_a_file()
    {
        var image = Etcds.GroupOf(stocked, 3, ("version", "3.6.1")).Image;
        Assert.Equal("gcr.io/etcd-development/etcd:v3.6.1", image.Reference);
        Assert.Equal("etcd-3.6.1.tar.gz", image.ServerFile);
        Assert.Equal("chaos/etcd:3.6.1", image.LocalTag);
        Assert.Null(image.DebianDockerfile);
    }

    [Theory]
    [InlineData("v3.5.12")]
    [InlineData("3.5")]
    [InlineData("latest")]
    [InlineData("3.3.25")]
    [InlineData("3.5.12; rm -rf /")]
    [InlineData("99999999999.0.0")]
    public void A_version_that_cannot_be_run_is_bad_usage(string version) =>
        Assert.Throws<UsageException>(() => Etcds.GroupOf(bare, 3, ("version", version)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(26)]
    public void A_number_of_nodes_that_cannot_be_is_bad_usage(int nodes) =>
        Assert.Throws<UsageException>(() => Etcds.GroupOf(bare, nodes));

    [Theory]
    [InlineData("heartbeat-ms", "0")]
    [InlineData("heartbeat-ms", "fast")]
    [InlineData("election-ms", "499")]
    [InlineData("election-ms", "50001")]
    public void Timing_that_etcd_refuses_is_bad_usage(string name, string value) =>
        Assert.Throws<UsageException>(() => Etcds.GroupOf(bare, 3, (name, value)));

    [Fact]
    public void Connecting_and_claims_check_the_options_too()
    {
        var options = Etcds.OptionsOf(bare, ("version", "2"));
        Assert.Throws<UsageException>(() => bare.Claims(options));
        Assert.Throws<UsageException>(() => bare.Connect(null!, options, new RunClock(TimeProvider.System)));
    }

    [Theory]
    [InlineData("3.5.12", "--snapshot-count 500 --experimental-compaction-batch-limit 1")]
    [InlineData("3.7.3", "--snapshot-count 500 --compaction-batch-limit 1")]
    public void Sizes_of_snapshots_and_compactions_are_told_in_the_words_of_the_version(string version, string expected)
    {
        var group = Etcds.GroupOf(stocked, 1, ("version", version), ("snapshot-count", "500"), ("compaction-batch", "1"));
        var peers = new Dictionary<string, IPAddress> { ["n1"] = IPAddress.Parse("172.31.0.2") };
        var launch = group.Launch(new NodePlace("n1", peers["n1"], peers, "r7"));
        Assert.EndsWith($"--election-timeout 1000 {expected}", string.Join(' ', launch.Arguments), StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_without_the_flag_for_few_entries_is_refused()
    {
        var wrong = Assert.Throws<UsageException>(() => Etcds.GroupOf(stocked, 1, ("version", "3.5.12"), ("snapshot-catchup-entries", "100")));
        Assert.Contains("3.5.16 or newer", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_starts_with_its_own_urls_and_the_whole_cluster()
    {
        var group = Etcds.GroupOf(stocked, 3, ("heartbeat-ms", "50"), ("election-ms", "500"));
        var peers = group.Nodes.Select((name, i) => (name, i))
            .ToDictionary(each => each.name, each => IPAddress.Parse($"172.31.0.{each.i + 2}"));
        // A node of another group is not a member of etcd.
        peers["p1"] = IPAddress.Parse("172.31.0.99");

        var launch = group.Launch(new NodePlace("n2", peers["n2"], peers, "r7"));

        Assert.Equal(["n1", "n2", "n3"], group.Nodes);
        Assert.Equal(
            "/usr/local/bin/etcd --name n2 --data-dir /data/etcd "
            + "--listen-peer-urls http://0.0.0.0:2380 --initial-advertise-peer-urls http://n2:2380 "
            + "--listen-client-urls http://0.0.0.0:2379 --advertise-client-urls http://n2:2379 "
            + "--initial-cluster n1=http://n1:2380,n2=http://n2:2380,n3=http://n3:2380 "
            + "--initial-cluster-state new --initial-cluster-token chaos-r7 "
            + "--heartbeat-interval 50 --election-timeout 500",
            string.Join(' ', launch.Arguments));
        Assert.Equal("/data", group.DataDirectory);
        Assert.Equal(2379, group.Ports["client"]);
        Assert.True(group.Voters);
    }
}
