using Xunit;

namespace Chaos.ContainerTests;

public sealed class ClockFaultTests(ClockNodes nodes) : IClassFixture<ClockNodes>
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    // Dates of answers are whole seconds.
    private const double Slack = 2.5;
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task Programs_in_four_languages_see_an_offset_and_then_the_true_time_again_and_a_neighbour_sees_nothing(int seconds)
    {
        var offset = TimeSpan.FromSeconds(seconds);
        using var c = await nodes.StartCAsync();
        using var dotnet = await nodes.StartDotNetAsync();
        var before = (C: await c.AskAsync(), DotNet: await dotnet.AskAsync());

        var set = await nodes.Clocks.SetClockAsync("n1", new ClockProgram { Offset = offset }, cancellationToken);
        var shifted = (C: await c.AskAsync(), DotNet: await dotnet.AskAsync());
        var (go, java) = (await nodes.DatedAheadAsync("n1", "go"), await nodes.DatedAheadAsync("n1", "java"));
        var (otherGo, otherJava) = (await nodes.DatedAheadAsync("n2", "go"), await nodes.DatedAheadAsync("n2", "java"));
        var seen = await nodes.Clocks.ReadClockAsync("n1", cancellationToken);
        var other = await nodes.Clocks.ReadClockAsync("n2", cancellationToken);

        await nodes.Clocks.ResetClockAsync("n1", cancellationToken);
        var after = (C: await c.AskAsync(), DotNet: await dotnet.AskAsync());

        Assert.True(before.C.IsAhead(TimeSpan.Zero) && before.DotNet.IsAhead(TimeSpan.Zero));
        Assert.True(shifted.C.IsAhead(offset), $"C: {shifted.C}");
        Assert.True(shifted.DotNet.IsAhead(offset), $".NET: {shifted.DotNet}");
        Assert.InRange(go, seconds - Slack, seconds + Slack);
        Assert.InRange(java, seconds - Slack, seconds + Slack);
        Assert.InRange(otherGo, -Slack, Slack);
        Assert.InRange(otherJava, -Slack, Slack);
        Assert.Equal((seconds * 1_000_000_000L, (string?)null), (seen.ClockOffsetNs, seen.Detail));
        Assert.InRange(seen.ClockSinceNs!.Value, set.EarliestNs - 5_000_000, seen.ReceivedNs);
        Assert.Equal(0, other.ClockOffsetNs);
        Assert.True(after.C.IsAhead(TimeSpan.Zero) && after.DotNet.IsAhead(TimeSpan.Zero));
        Assert.InRange(await nodes.DatedAheadAsync("n1", "go"), -Slack, Slack);
        Assert.InRange(await nodes.DatedAheadAsync("n1", "java"), -Slack, Slack);
        // The monotonic clock went on as if nothing had happened.
        Assert.InRange(shifted.C.MonotonicNs - before.C.MonotonicNs, 0, shifted.C.ReceivedNs - before.C.SentNs);
        Assert.InRange(after.C.MonotonicNs - shifted.C.MonotonicNs, 0, after.C.ReceivedNs - shifted.C.SentNs);
    }

    [Fact]
    public async Task A_drift_grows_with_the_time_and_a_strobe_is_seen_both_ways()
    {
        using var c = await nodes.StartCAsync();
        var set = TimeProvider.System.GetTimestamp();
        await nodes.Clocks.SetClockAsync("n1", new ClockProgram { DriftPpm = -100_000 }, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        var late = (await c.AskAsync()).RealTimeAhead;
        var longest = TimeProvider.System.GetElapsedTime(set).TotalNanoseconds;

        await nodes.Clocks.SetClockAsync(
            "n1", new ClockProgram { Offset = Minute, StrobeEvery = TimeSpan.FromMilliseconds(40) }, cancellationToken);
        var seen = new List<bool>();
        for (var i = 0; i < 200 && seen.Distinct().Count() < 2; i++)
        {
            var at = await c.AskAsync();
            seen.Add(at.RealTimeAhead.LeastNs > 30_000_000_000);
            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System, cancellationToken);
        }

        await nodes.Clocks.ResetClockAsync("n1", cancellationToken);
        // A tenth of the time that passed: more than one second, and less than the test took.
        Assert.InRange(late.LeastNs, long.MinValue, -100_000_000);
        Assert.InRange(late.MostNs, -longest / 10, 0);
        Assert.Equal([false, true], seen.Distinct().Order());
    }

    [Fact]
    public async Task Processes_that_start_later_get_the_offset_too()
    {
        await nodes.Clocks.SetClockAsync("n1", new ClockProgram { Offset = Minute }, cancellationToken);
        await nodes.Clocks.SetClockAsync("n2", new ClockProgram { Offset = -Minute }, cancellationToken);
        using var c = await nodes.StartCAsync();
        await nodes.Processes.KillAsync("n2", cancellationToken);
        var gone = await nodes.Clocks.ReadClockAsync("n2", cancellationToken);
        await nodes.Processes.StartAsync("n2", cancellationToken);

        await ThreeNodes.UntilAsync("the new program is ahead", async () => (await c.AskAsync()).IsAhead(Minute));
        await ThreeNodes.UntilAsync("the restarted Go is behind", async () => await nodes.DatedAheadAsync("n2", "go") < -57);
        await ThreeNodes.UntilAsync("the restarted Java is behind", async () => await nodes.DatedAheadAsync("n2", "java") < -57);
        var seen = await nodes.Clocks.ReadClockAsync("n2", cancellationToken);
        await nodes.Clocks.ResetClockAsync("n1", cancellationToken);
        await nodes.Clocks.ResetClockAsync("n2", cancellationToken);

        Assert.Null(gone.ClockOffsetNs);
        Assert.Equal(-60_000_000_000, seen.ClockOffsetNs);
        Assert.True((await c.AskAsync()).IsAhead(TimeSpan.Zero));
    }

    [Fact]
    public async Task Threads_that_ask_for_the_time_all_the_time_survive_the_patch()
    {
        await nodes.Clocks.SetClockAsync("n1", new ClockProgram { Offset = Minute }, cancellationToken);
        using var hammer = await nodes.StartCAsync("hammer");
        var said = await hammer.ReadLineAsync(cancellationToken);
        await nodes.Clocks.ResetClockAsync("n1", cancellationToken);

        Assert.Equal("20 of 20", said);
    }

    [Fact]
    public async Task The_clock_of_a_paused_node_can_be_set_and_it_stays_paused()
    {
        using var c = await nodes.StartCAsync();
        await c.AskAsync();
        await nodes.Processes.PauseAsync("n1", cancellationToken);
        await nodes.Clocks.SetClockAsync("n1", new ClockProgram { Offset = Minute }, cancellationToken);
        var paused = await nodes.Processes.InspectAsync("n1", cancellationToken);
        await nodes.Processes.ResumeAsync("n1", cancellationToken);
        var shifted = await c.AskAsync();
        await nodes.Clocks.ResetClockAsync("n1", cancellationToken);

        Assert.Equal(NodeProcessState.Paused, paused.State);
        Assert.True(shifted.IsAhead(Minute));
    }
}
