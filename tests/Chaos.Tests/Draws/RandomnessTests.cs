using Xunit;

namespace Chaos.Tests.Draws;

public sealed class RandomnessTests
{
    [Fact]
    public void Draws_are_a_function_of_seed_purpose_stream_and_counter()
    {
        var one = Randomness.FromSeed(7).For("nemesis").At(3);
        var same = Randomness.FromSeed(7).For("nemesis").At(3);
        Assert.Equal(one.Bits(5), same.Bits(5));
        Assert.NotEqual(one.Bits(5), Randomness.FromSeed(8).For("nemesis").At(3).Bits(5));
        Assert.NotEqual(one.Bits(5), Randomness.FromSeed(7).For("network").At(3).Bits(5));
        Assert.NotEqual(one.Bits(5), Randomness.FromSeed(7).For("nemesis").At(4).Bits(5));
        Assert.NotEqual(one.Bits(5), one.Bits(6));
    }

    [Fact]
    public void A_shuffle_reaches_every_permutation_about_equally_often()
    {
        var root = Randomness.FromSeed(1).For("shuffle");
        var counts = Enumerable.Range(0, 6_000)
            .GroupBy(i => string.Concat(root.At(i).Shuffle("abc")))
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 800, 1_200));
    }

    [Fact]
    public void Below_is_uniform_within_its_bound()
    {
        var source = Randomness.FromSeed(2);
        var counts = new int[10];
        for (var i = 0; i < 10_000; i++) counts[source.Below(10, i)]++;
        Assert.All(counts, count => Assert.InRange(count, 850, 1_150));
    }
}
