using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class NemesisArgumentsTests
{
    [Fact]
    public void Families_come_with_their_parameters()
    {
        var requests = NemesisArguments.Parse("kill:target=leader:every=1s, partition:shape=isolated-leader:for=20s");

        Assert.Equal(["kill", "partition"], requests.Select(request => request.Name));
        Assert.Equal("leader", requests[0].Parameters["target"]);
        Assert.Equal("1s", requests[0].Parameters["every"]);
        Assert.Null(requests[0].Parameters["for"]);
        Assert.Equal("kill:target=leader:every=1s", requests[0].ToString());
        Assert.Equal("partition:shape=isolated-leader:for=20s", requests[1].ToString());
        Assert.All(requests, request => Assert.Equal(request.Name, request.Create(new()).Name));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("")]
    public void None_is_no_nemesis(string text) => Assert.Empty(NemesisArguments.Parse(text));

    [Theory]
    [InlineData("partiton", "Unknown nemesis 'partiton'. Did you mean 'partition'?")]
    [InlineData("kill:targt=leader", "Unknown option of nemesis kill 'targt'. Did you mean 'target'?")]
    [InlineData("kill:target=leder", "Unknown target of nemesis kill 'leder'. Did you mean 'leader'?")]
    [InlineData("partition:shape=ring", "Unknown value of option shape of nemesis partition 'ring'.")]
    [InlineData("kill:every=often", "'often' is not a duration (option every of nemesis kill).")]
    [InlineData("kill:for=0s", "for=0s must be longer than nothing")]
    [InlineData("kill:every=5s:for=5s", "for=5s is not shorter than every=5s")]
    [InlineData("kill:every", "'every' is not a parameter. Write name=value")]
    [InlineData("kill:every=", "'every=' is not a parameter.")]
    [InlineData("kill,,pause", "an empty name between its commas")]
    [InlineData("kill,kill:every=9s", "--nemesis names kill 2 times")]
    [InlineData("kill:target=0", "target=0 aims at nothing")]
    [InlineData("pause:target=all", "Add --beyond-quorum")]
    [InlineData("clock:mode=jump", "'jump'")]
    [InlineData("clock:mode=drift:size=1s", "mode=drift has no size")]
    [InlineData("clock:mode=bump:period=1s", "mode=bump has no period")]
    [InlineData("clock:mode=strobe:ppm=5", "mode=strobe has no ppm")]
    [InlineData("clock:ppm=0", "ppm=0 is not a number above 0")]
    [InlineData("clock:ppm=500001", "at most 500000")]
    [InlineData("clock:size=0s", "Give at least 1ms")]
    [InlineData("clock:period=2s", "too long to be measured")]
    [InlineData("partition:shape=random-halves:target=one", "takes no target")]
    [InlineData("partition:shape=bridge:target=one", "takes no target")]
    [InlineData("partition:shape=majorities-ring", "Add --beyond-quorum")]
    [InlineData("partition:shape=matrix", "shape=matrix needs the cuts")]
    [InlineData("partition:cut=n1>n2", "cut=n1>n2 lists the cuts of shape=matrix")]
    [InlineData("partition:shape=matrix:cut=n1", "'n1' is no cut. Write FROM>TO")]
    [InlineData("partition:shape=matrix:cut=n1>n2+n3>", "'n3>' is no cut.")]
    [InlineData("partition:shape=matrix:cut=n1>n2>n3", "'n1>n2>n3' is no cut.")]
    [InlineData("partition:shape=matrix:cut=n1<n2", "'n1<n2' is no cut.")]
    [InlineData("partition:shape=matrix:cut=n1>n1", "names one node twice")]
    [InlineData("partition:shape=flapping:flap=10ms", "too short to be measured")]
    [InlineData("partition:shape=bridge:flap=2s", "'flap' belongs to shape=flapping")]
    [InlineData("partition:heal=slow", "Unknown value of option heal of nemesis partition 'slow'.")]
    public void Wrong_arguments_are_refused_with_what_to_write_instead(string text, string part)
    {
        var failure = Assert.Throws<UsageException>(() =>
        {
            foreach (var request in NemesisArguments.Parse(text)) request.Create(new());
        });
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_that_leave_no_majority_are_taken_beyond_quorum() =>
        Assert.Equal("pause", NemesisArguments.Parse("pause:target=all")[0].Create(new(beyondQuorum: true)).Name);

    [Fact]
    public void Every_family_says_what_it_does_needs_and_proves_and_has_a_colour_of_its_own()
    {
        Assert.Equal(NemesisCatalog.All.Count, NemesisCatalog.All.Select(family => family.Name).Distinct().Count());
        Assert.Equal(NemesisCatalog.All.Count, NemesisCatalog.All.Select(family => family.Color).Distinct().Count());
        Assert.All(NemesisCatalog.All, family =>
        {
            Assert.EndsWith(".", family.Summary, StringComparison.Ordinal);
            Assert.EndsWith(".", family.Needs, StringComparison.Ordinal);
            Assert.EndsWith(".", family.Proof, StringComparison.Ordinal);
            Assert.Superset(
                new HashSet<string> { "every", "for" }, family.Parameters.Select(parameter => parameter.Name).ToHashSet());
        });
    }
}
