using Chaos.Nemeses;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class QuorumsTests
{
    private static readonly string[] Brokers = ["n1", "n2", "n3"];
    private static readonly string[] Controllers = ["c1", "c2", "c3"];

    [Fact]
    public void Each_set_needs_its_own_majority()
    {
        Assert.Null(WhyLost(down: ["n1", "c1"]));
        Assert.Contains("no 2 of the 3 voters c1, c2, c3", WhyLost(down: ["c1", "c2"]), StringComparison.Ordinal);
        Assert.Contains("no 2 of the 3 voters n1, n2, n3", WhyLost(down: ["n3", "n2"]), StringComparison.Ordinal);
    }

    // Each of the two is whole, but brokers cut off from all controllers get no new leaders.
    [Fact]
    public void The_majorities_of_two_sets_reach_each_other()
    {
        Assert.Contains("connected with each other", WhyLost(cuts: Between(Brokers, Controllers)), StringComparison.Ordinal);
        Assert.Null(WhyLost(cuts: Between(["n1", "c1"], ["n2", "n3", "c2", "c3"])));
        Assert.NotNull(WhyLost(cuts: Between(["n1", "c1", "c2"], ["n2", "n3", "c3"])));
        Assert.NotNull(WhyLost(down: ["c3"], cuts: Between(["n1", "c1"], ["n2", "n3", "c2"])));
    }

    [Fact]
    public void What_is_left_is_what_trying_all_subsets_finds() => Gen.Select(Gen.Int[0, 63], Gen.Int[0, 35].Array[0, 14]).Sample((dead, pairs) =>
    {
        string[] all = [.. Brokers, .. Controllers];
        string[] down = [.. all.Where((_, at) => (dead & (1 << at)) != 0)];
        Link[] cuts = [.. pairs.Where(pair => pair / 6 != pair % 6).Select(pair => new Link(all[pair / 6], all[pair % 6]))];
        var isLeft = Enumerable.Range(0, 64).Select(bits => all.Where((_, at) => (bits & (1 << at)) != 0).ToArray()).Any(some =>
            some.Count(Brokers.Contains) >= 2 && some.Count(Controllers.Contains) >= 2 && !some.Any(down.Contains)
            && !cuts.Any(cut => some.Contains(cut.From) && some.Contains(cut.To)));
        Assert.Equal(isLeft, WhyLost(down, cuts) is null);
    });

    [Fact]
    public async Task A_group_that_needs_a_majority_is_a_set_though_the_membership_does_not_name_it()
    {
        await using var cluster = new FakeCluster(3, new JumpingTime());
        cluster.All.Add(new FakeNode("b1", 7) { Group = "brokers", Voter = false });
        cluster.All.Add(new FakeNode("b2", 8) { Group = "brokers", Voter = false });
        cluster.All.Add(new FakeNode("p1", 9) { Group = "proxies", Voter = false, NeedsMajority = false });
        Assert.Equal(["n1 n2 n3", "b1 b2"], VoterSets.Of(cluster, cluster).Select(set => string.Join(' ', set)));
        Assert.Equal(["n1 n2 n3", "b1 b2"], VoterSets.Of(cluster).Select(set => string.Join(' ', set)));
        Assert.Equal(["n1", "n2", "n3", "b1", "b2", "p1"], VoterSets.MembersOf(cluster, cluster));
    }

    private static Link[] Between(string[] one, string[] other) =>
        [.. from a in one from b in other from link in new[] { new Link(a, b), new Link(b, a) } select link];

    private static string? WhyLost(string[]? down = null, Link[]? cuts = null) => Quorums.WhyLost(
        [new FaultClaim { FaultId = "f", Down = down ?? [], Cuts = cuts ?? [] }], [Brokers, Controllers], []);
}
