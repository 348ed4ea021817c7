using System.Net;
using Chaos.Clusters;
using Xunit;

namespace Chaos.Tests.Clusters;

public sealed class SubnetPoolTests
{
    [Fact]
    public void Taken_networks_are_left_out_whether_they_hold_the_candidate_or_lie_in_it()
    {
        IPNetwork[] taken = [IPNetwork.Parse("10.213.0.0/17"), IPNetwork.Parse("10.213.200.64/26")];

        var candidates = SubnetPool.Candidates("run-1", taken).ToList();

        Assert.Equal(127 + 256, candidates.Count);
        Assert.DoesNotContain(IPNetwork.Parse("10.213.200.0/24"), candidates);
        Assert.All(candidates, candidate => Assert.False(taken[0].Contains(candidate.BaseAddress)));
    }

    [Fact]
    public void Every_subnet_is_tried_once()
    {
        var candidates = SubnetPool.Candidates("any", []).ToList();

        Assert.Equal(512, candidates.Count);
        Assert.Equal(512, candidates.Distinct().Count());
    }

    [Fact]
    public void The_network_of_an_address_has_its_host_bits_cleared()
    {
        Assert.Equal(IPNetwork.Parse("192.168.4.0/22"), SubnetPool.Containing(IPAddress.Parse("192.168.7.9"), 22));
    }
}
