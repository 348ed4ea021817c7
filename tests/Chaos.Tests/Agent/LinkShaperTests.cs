using Chaos.Agent;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class LinkShaperTests
{
    private const long Millisecond = 1_000_000;
    private const string Source = "172.31.10.2";

    [Fact]
    public void Without_a_treatment_a_packet_goes_on_at_once() =>
        Assert.Equal(new PacketFate(5), Shaper(new() { Address = Source }).Decide(5, 1500));

    [Fact]
    public void Delay_and_jitter_keep_to_their_limits_and_keep_the_order_unless_told() => Gen.Select(
        Gen.ULong, Gen.Long[0, 100_000], Gen.Double[0, 1], Gen.Bool, Gen.Long[0, 3 * Millisecond].Array[1, 50]).Sample(
        (seed, delayUs, share, reorder, gaps) =>
        {
            var jitterUs = (long)(delayUs * share);
            var shaper = Shaper(new() { Address = Source, DelayUs = delayUs, JitterUs = jitterUs, Reorder = reorder }, seed);
            var nowNs = 0L;
            var lastNs = 0L;
            foreach (var gap in gaps)
            {
                nowNs += gap;
                var dueNs = shaper.Decide(nowNs, 100).DueNs!.Value;
                var least = nowNs + ((delayUs - jitterUs) * 1000);
                if (!reorder) least = Math.Max(least, lastNs);
                Assert.True(dueNs >= least);
                Assert.True(dueNs <= Math.Max(nowNs + ((delayUs + jitterUs) * 1000), reorder ? 0 : lastNs));
                lastNs = dueNs;
            }
        });

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Shares_of_loss_and_copies_are_kept(double share)
    {
        var shaper = Shaper(new() { Address = Source, Loss = share, Duplicate = share });
        var fates = Enumerable.Range(0, 20_000).Select(i => shaper.Decide(i, 100)).ToArray();

        // Five standard deviations; none where the share is certain.
        var margin = (int)(5 * Math.Sqrt(20_000 * share * (1 - share)));
        Assert.InRange(fates.Count(fate => fate.DueNs is null), (int)(20_000 * share) - margin, (int)(20_000 * share) + margin);
        Assert.Equal(shaper.Lost, fates.Count(fate => fate.DueNs is null));
        Assert.Equal(shaper.Copied, fates.Count(fate => fate.Copied));
        Assert.InRange(shaper.Copied, ((20_000 - shaper.Lost) * share) - margin, ((20_000 - shaper.Lost) * share) + margin);
        Assert.Equal(20_000, shaper.Packets);
    }

    [Fact]
    public void A_rate_sends_one_packet_after_the_other_and_drops_what_would_wait_too_long()
    {
        var shaper = Shaper(new() { Address = Source, BytesPerSecond = 100_000 });
        var fates = Enumerable.Range(0, 100).Select(_ => shaper.Decide(0, 1000)).ToArray();

        // 1,000 bytes take 10 ms; half a second holds 50 of them, and one more that begins at its end.
        Assert.Equal(
            Enumerable.Range(1, 51).Select(i => (long?)(i * 10 * Millisecond)), fates.Where(fate => fate.DueNs is not null).Select(fate => fate.DueNs));
        Assert.Equal(49, shaper.Overflowed);
        Assert.Equal(0, shaper.Lost);
        Assert.Equal(2_010 * Millisecond, shaper.Decide(2_000 * Millisecond, 1000).DueNs);
    }

    private static LinkShaper Shaper(TreatedSource treatment, ulong seed = 1) => new(new PacketDice(seed)) { Treatment = treatment };
}
