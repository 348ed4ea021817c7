using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class CapabilitySetTests
{
    [Theory]
    [InlineData("Name:\tx\nCapEff:\t0000000000001020\nSeccomp:\t2\n", "kill,net_admin")]
    [InlineData("CapEff:\t00000000a80435fb\n", "kill,net_admin,net_raw")]
    [InlineData("CapEff:\t0000000000000000\n", "")]
    [InlineData("Name:\tx\n", "")]
    public void The_mask_is_read_from_the_status(string status, string names) =>
        Assert.Equal(names, string.Join(",", CapabilitySet.Effective(status)));
}
