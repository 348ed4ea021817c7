using Chaos.Campaigns;
using Xunit;

namespace Chaos.Tests.Shrinking;

/// <summary>Shorter lists for which a test still holds.</summary>
public sealed class DeltaDebuggingTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(17, 18)]
    [InlineData(0, 50, 99)]
    public async Task What_the_test_needs_is_left_and_nothing_else(params int[] needed)
    {
        var left = await DeltaDebugging.ShortenAsync(
            Enumerable.Range(0, 100).ToArray(), some => Task.FromResult<bool?>(needed.All(some.Contains)));
        Assert.Equal(needed, left);
    }

    [Fact]
    public async Task A_test_that_needs_nothing_leaves_nothing() =>
        Assert.Empty(await DeltaDebugging.ShortenAsync<int>([1, 2, 3], _ => Task.FromResult<bool?>(true)));

    [Fact]
    public async Task A_search_that_is_ended_keeps_what_it_has()
    {
        var tries = 0;
        var left = await DeltaDebugging.ShortenAsync(
            Enumerable.Range(0, 64).ToArray(), some => Task.FromResult<bool?>(++tries > 2 ? null : some.Contains(63)));
        Assert.Equal(Enumerable.Range(32, 32), left);
    }
}
