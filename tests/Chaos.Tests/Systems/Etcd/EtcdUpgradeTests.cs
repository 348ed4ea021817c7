using System.Net;
using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.Etcd;

public sealed class EtcdUpgradeTests
{
    private readonly EtcdSystem bare = new(ServersDirectory.None);

    [Fact]
    public void Another_version_has_its_own_image_and_the_flags_that_it_knows()
    {
        var group = Etcds.GroupOf(bare, 3, ("version", "3.4.23"), ("upgrade-to", "3.5.16"), ("snapshot-count", "500"));
        var before = group.Launch(new("n1", IPAddress.Loopback, new Dictionary<string, IPAddress>(), "run"));

        var upgrade = Assert.IsType<NodeUpgrade>(group.Upgrade);
        Assert.Equal(("3.4.23", "3.5.16", "bookworm", "trixie"), (upgrade.From, upgrade.To, group.Image.DebianSuite, upgrade.Image.DebianSuite));
        Assert.Equal(["--logger", "zap", "--snapshot-count", "500"], before.Arguments.TakeLast(4));
        Assert.Equal([.. before.Arguments.SkipLast(4), "--snapshot-count", "500"], upgrade.Launch(before).Arguments);
        Assert.Null(Etcds.GroupOf(bare, 3).Upgrade);
    }

    [Theory]
    [InlineData("3.5.16", "3.4.23")] // older
    [InlineData("3.5.16", "3.5.16")] // the same
    [InlineData("3.5.16", "3.7.3")] // two steps
    public void One_newer_step_is_allowed_and_nothing_else(string version, string newer) => Assert.Contains(
        "one minor step at the most", Refusal(("version", version), ("upgrade-to", newer)), StringComparison.Ordinal);

    [Fact]
    public void A_known_defect_of_either_version_makes_a_claim_disputed()
    {
        var claim = new EtcdSystem(ServersDirectory.None).Claims(Etcds.OptionsOf(bare, ("version", "3.4.42"), ("upgrade-to", "3.5.2")))
            .Single(claim => claim.Workload == "register");
        Assert.Equal(ClaimStanding.Disputed, claim.Standing);
        Assert.Contains("in 3.4.42 and 3.5.2", claim.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_that_was_taken_is_read_from_the_log_and_nothing_else_is()
    {
        const string Line = """{"ts":"2026-11-26T09:31:28.762148Z","msg":"applied snapshot","current-snapshot-index":7,"incoming-leader-snapshot-index":1352}""";
        var read = EtcdSnapshots.Read(Line);
        Assert.Equal((1352, new DateTimeOffset(2026, 11, 26, 9, 31, 28, 762, 148, TimeSpan.Zero)), (read!.Value.Index, read.Value.At));
        Assert.Null(EtcdSnapshots.Read("""{"msg":"saved snapshot to disk","snapshot-index":1709}"""));
        Assert.Null(EtcdSnapshots.Read(Line[..80]));
        Assert.Null(EtcdSnapshots.Read("""{"msg":"applied snapshot"}"""));
    }

    private string Refusal(params (string, string)[] options) =>
        Assert.Throws<UsageException>(() => bare.CreateRecipe(Etcds.OptionsOf(bare, options), 3)).Message;
}
