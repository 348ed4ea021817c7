using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.Etcd;

public sealed class EtcdClaimsTests
{
    private readonly EtcdSystem etcd = new(Etcds.ServersWith("etcd-3.7.3.tar.gz"));

    [Fact]
    public void Registers_hold_by_default()
    {
        var claim = ClaimOf();
        Assert.Equal("register", claim.Workload);
        Assert.Equal(ClaimStanding.Holds, claim.Standing);
        Assert.Contains("https://", claim.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_is_claimed_only_where_the_resource_fences()
    {
        var claims = etcd.Claims(Etcds.OptionsOf(etcd)).ToDictionary(claim => claim.Workload, claim => claim.Standing);
        Assert.Equal((ClaimStanding.NotClaimed, ClaimStanding.Holds), (claims["lock"], claims["fenced-lock"]));
    }

    [Theory]
    [InlineData("3.7.3")]
    [InlineData("3.5.2")]
    public void Serializable_reads_are_not_claimed_to_be_linearizable(string version) =>
        Assert.Equal(ClaimStanding.NotClaimed, ClaimOf(("version", version), ("read", "serializable")).Standing);

    [Theory]
    [InlineData("3.4.23", "20418")]
    [InlineData("3.4.41", "20418")]
    [InlineData("3.5.2", "13766")]
    [InlineData("3.5.2", "20418")]
    [InlineData("3.5.4", "14370")]
    [InlineData("3.5.5", "14685")]
    [InlineData("3.5.16", "20418")]
    [InlineData("3.5.27", "20418")]
    [InlineData("3.6.0-rc.5", "20418")]
    [InlineData("3.6.8", "20418")]
    public void A_version_with_a_known_defect_is_disputed_with_its_source(string version, string issue)
    {
        var claim = ClaimOf(("version", version));
        Assert.Equal(ClaimStanding.Disputed, claim.Standing);
        Assert.Contains($"https://github.com/etcd-io/etcd/issues/{issue}", claim.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.5.3", "13766")]
    [InlineData("3.5.5", "14370")]
    [InlineData("3.5.6", "14685")]
    public void A_mended_defect_is_not_named(string version, string issue) =>
        Assert.DoesNotContain(issue, ClaimOf(("version", version)).Source, StringComparison.Ordinal);

    [Theory]
    [InlineData("3.4.42")]
    [InlineData("3.5.28")]
    [InlineData("3.6.9")]
    [InlineData("3.7.0")]
    [InlineData("3.8.0-alpha.0")]
    public void A_version_without_a_known_defect_holds(string version) =>
        Assert.Equal(ClaimStanding.Holds, ClaimOf(("version", version)).Standing);

    private Claim ClaimOf(params (string, string)[] given) =>
        Assert.Single(etcd.Claims(Etcds.OptionsOf(etcd, given)), claim => claim.Workload == "register");
}
