using Chaos.Clusters;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Clusters;

public sealed class ClockOffsetTests
{
    [Fact]
    public void A_mapped_time_always_holds_the_true_one()
    {
        var delays = Gen.Long[0, 5_000_000];
        var exchange = Gen.Select(delays, delays, delays);
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], exchange.Array[1, 50]).Sample((offsetNs, exchanges) =>
        {
            var offset = new ClockOffset();
            var nowNs = 0L;
            foreach (var (out_, work, back) in exchanges)
            {
                var fromNs = nowNs + out_;
                var toNs = fromNs + work;
                var receivedNs = toNs + back;
                offset.Add(nowNs, receivedNs, fromNs + offsetNs, toNs + offsetNs);
                var effect = offset.Map(nowNs, receivedNs, fromNs + offsetNs, toNs + offsetNs);
                if (effect.EarliestNs > fromNs || effect.LatestNs < toNs
                    || effect.EarliestNs < nowNs || effect.LatestNs > receivedNs)
                    return false;
                nowNs = receivedNs + 1_000_000;
            }

            return true;
        });
    }

    [Fact]
    public void A_quick_exchange_sharpens_the_times_of_a_slow_one()
    {
        var offset = new ClockOffset();
        offset.Add(sentNs: 0, receivedNs: 2_000, fromNs: 1_000, toNs: 1_000);
        offset.Add(sentNs: 10_000, receivedNs: 9_010_000, fromNs: 4_000_000, toNs: 4_000_000);

        var effect = offset.Map(sentNs: 10_000, receivedNs: 9_010_000, fromNs: 4_000_000, toNs: 4_000_000);

        Assert.InRange(effect.LatestNs - effect.EarliestNs, 0, 10_000);
        Assert.Equal(1_000, offset.ErrorNs);
    }
}
