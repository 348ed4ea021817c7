using System.Collections.Concurrent;
using System.Net;
using Chaos.Agent;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Chaos.Tests.Agent;

/// <summary>The delay line over a queue in memory and a clock that stands still until it is told to go on.</summary>
public sealed class DelayLineTests : IDisposable
{
    private static readonly IPAddress Here = IPAddress.Parse("172.31.10.2");
    private static readonly IPAddress There = IPAddress.Parse("172.31.10.3");

    private readonly FakeTimeProvider time = new();
    private readonly FakeQueue queue = new();
    private readonly DelayLine line;

    public DelayLineTests() => line = new DelayLine(queue, new AgentClock(time));

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task A_packet_goes_on_when_it_is_due_and_not_before()
    {
        line.Set([new() { Address = "172.31.10.2", DelayUs = 50_000 }]);
        queue.Arrive(7, Here);
        await queue.IdleAsync();
        Assert.Empty(queue.Decisions);
        Assert.Equal(1, line.Of(Here).Held);

        time.Advance(TimeSpan.FromMilliseconds(49));
        await queue.IdleAsync();
        Assert.Empty(queue.Decisions);

        time.Advance(TimeSpan.FromMilliseconds(1));
        await queue.IdleAsync();
        Assert.Equal(["accept 7"], queue.Decisions);
        Assert.Equal((1, 0), (line.Of(Here).Packets, line.Of(Here).Held));
    }

    [Fact]
    public async Task What_is_held_of_a_source_that_is_no_longer_treated_goes_on_at_once_in_order()
    {
        line.Set([new() { Address = "172.31.10.2", DelayUs = 50_000 }, new() { Address = "172.31.10.3", DelayUs = 50_000 }]);
        queue.Arrive(1, Here);
        queue.Arrive(2, There);
        queue.Arrive(3, Here);
        await queue.IdleAsync();

        line.Set([new() { Address = "172.31.10.3", DelayUs = 50_000 }]);
        queue.Arrive(4, Here);
        await queue.IdleAsync();

        Assert.Equal(["accept 1", "accept 3", "accept 4"], queue.Decisions);
        Assert.Equal(1, line.Of(There).Held);
    }

    [Fact]
    public async Task What_is_held_of_a_source_that_is_cut_off_is_dropped()
    {
        line.Set([new() { Address = "172.31.10.2", DelayUs = 50_000 }]);
        queue.Arrive(1, Here);
        await queue.IdleAsync();
        line.Drop(There);
        line.Drop(Here);

        Assert.Equal(["drop 1"], queue.Decisions);
    }

    [Fact]
    public async Task Lost_packets_are_dropped_and_copies_marked()
    {
        line.Set([new() { Address = "172.31.10.2", Loss = 1 }, new() { Address = "172.31.10.3", Duplicate = 1 }]);
        queue.Arrive(1, Here);
        queue.Arrive(2, There);
        await queue.IdleAsync();

        Assert.Equal(["drop 1", "accept 2 copied"], queue.Decisions.Order().Reverse());
    }

    [Fact]
    public async Task At_its_end_everything_goes_on()
    {
        line.Set([new() { Address = "172.31.10.2", DelayUs = 50_000 }]);
        queue.Arrive(1, Here);
        await queue.IdleAsync();
        line.Dispose();

        Assert.Equal(["accept 1"], queue.Decisions);
        Assert.True(queue.Disposed);
    }

    private sealed class FakeQueue : IPacketQueue
    {
        private readonly ConcurrentQueue<(uint Id, uint Source)> arrived = new();
        private readonly SemaphoreSlim idle = new(0);

        public ConcurrentQueue<string> Decisions { get; } = new();

        public bool Disposed { get; private set; }

        public void Arrive(uint id, IPAddress source)
        {
            var bytes = source.GetAddressBytes();
            arrived.Enqueue((id, (uint)((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3])));
        }

        // The second wait from now on has seen everything that is there now.
        public async Task IdleAsync()
        {
            while (idle.CurrentCount > 0) await idle.WaitAsync(TestContext.Current.CancellationToken);
            await idle.WaitAsync(TestContext.Current.CancellationToken);
            await idle.WaitAsync(TestContext.Current.CancellationToken);
        }

        public void Wait(long mostNs) => idle.Release();

        public bool TryNext(out uint id, out uint source, out int bytes)
        {
            var found = arrived.TryDequeue(out var packet);
            (id, source, bytes) = (packet.Id, packet.Source, 100);
            return found;
        }

        public void Decide(uint id, bool accepted, bool copied) =>
            Decisions.Enqueue($"{(accepted ? "accept" : "drop")} {id}{(copied ? " copied" : "")}");

        public void Flush()
        {
        }

        public void Dispose() => Disposed = true;
    }
}
