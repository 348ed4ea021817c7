using Chaos.Simulation;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Simulation;

public sealed class EventQueueTests
{
    [Fact]
    public void Events_come_in_order_of_time_and_then_of_arrival() => Gen.Int[0, 20].Array[0, 200].Sample(times =>
    {
        var queue = new EventQueue();
        for (var i = 0; i < times.Length; i++) queue.Add(times[i], new() { Number = i });
        var order = Enumerable.Range(0, times.Length).OrderBy(i => times[i]).ToArray(); // stable
        foreach (var expected in order)
        {
            Assert.Equal(times[expected], queue.NextNs);
            Assert.Equal(times[expected], queue.Take(out var happening));
            Assert.Equal(expected, happening.Number);
        }

        Assert.Equal((0, long.MaxValue), (queue.Count, queue.NextNs));
    });
}
