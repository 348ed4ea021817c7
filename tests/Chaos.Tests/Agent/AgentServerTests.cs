using System.IO.Pipelines;
using System.Text;
using Chaos.Agent;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class AgentServerTests
{
    private readonly Pipe requests = new();
    private readonly Pipe replies = new();
    private readonly FakeTimeProvider time = new();
    private readonly FakePod pod = new();
    private readonly FakeClocks clocks;
    private readonly RequestLines reader;
    private readonly Task<StopReason> served;

    public AgentServerTests()
    {
        clocks = new FakeClocks(pod.Log);
        reader = new RequestLines(replies.Reader.AsStream(), AgentProtocol.MaxLineBytes);
        var lease = new Lease(time, 8000);
        var clock = new AgentClock(time);
        var network = new NetworkRequests(new FlappingCuts(pod.Flaps, clock), pod, pod.Packets, pod.Packets);
        var handler = new RequestHandler(clock, lease, pod, pod, pod, pod, pod, clocks, pod, network);
        var server = new AgentServer(requests.Reader.AsStream(), replies.Writer.AsStream(), handler, lease);
        served = server.ServeAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_cut_is_made_and_answered_with_what_the_kernel_has()
    {
        var reply = await AskAsync("""{"id":5,"do":"cut","sources":["172.31.10.2"]}""");

        Assert.Equal((5, null), (reply.Id, reply.Error));
        Assert.Equal([new CutSource("172.31.10.2", 0)], reply.Cut);
        Assert.Equal(["cut 172.31.10.2", "drop held 172.31.10.2"], pod.Log);
    }

    [Fact]
    public async Task Flapping_follows_the_clock_and_ends_with_the_wish()
    {
        await AskAsync("""{"id":9,"do":"lease","ms":600000}""");
        var cut = await AskAsync("""{"id":1,"do":"flap","sources":[{"address":"172.31.10.2","intervalMs":1000}]}""");
        for (var turn = 0; turn < 3; turn++)
            time.Advance(TimeSpan.FromSeconds(1));
        await AskAsync("""{"id":2,"do":"flap","sources":[]}""");
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["flaps: cut 172.31.10.2", "flaps: cut ", "flaps: cut 172.31.10.2", "flaps: cut ", "flaps: clear"], pod.Log);
        Assert.Equal([new CutSource("172.31.10.2", 0)], cut.Cut);
    }

    [Fact]
    public async Task Packets_are_treated_as_asked_and_measured()
    {
        var reply = await AskAsync("""{"id":1,"do":"treat","sources":[{"address":"172.31.10.2","delayUs":50000,"loss":0.5}]}""");
        var sent = await AskAsync("""{"id":2,"do":"measure","nonce":7,"targets":["172.31.10.2"],"bytes":1400}""");

        Assert.Equal("172.31.10.2", Assert.Single(reply.Treated!).Address);
        Assert.Equal([new ProbeSent("172.31.10.2", 50)], sent.Sent);
        Assert.Equal(["packets: treat 172.31.10.2 50000 0.5", "packets: measure 7 1400"], pod.Log);
    }

    [Fact]
    public async Task Connections_are_closed_and_counted()
    {
        Assert.Equal(2, (await AskAsync("""{"id":5,"do":"reset","peers":["172.31.10.2","172.31.10.3"]}""")).Closed);
        Assert.Equal(["close 172.31.10.2,172.31.10.3"], pod.Log);
    }

    [Fact]
    public async Task A_refusal_of_the_kernel_is_an_error_and_the_agent_lives_on()
    {
        pod.Refuses = true;

        Assert.Equal("Cutting is refused here.", (await AskAsync("""{"id":5,"do":"cut","sources":["172.31.10.2"]}""")).Error);
        Assert.Null((await AskAsync("""{"id":6,"do":"clock"}""")).Error);
    }

    [Fact]
    public async Task What_is_frozen_is_listed_so_and_a_kill_thaws_it_after_the_signal()
    {
        var frozen = await AskAsync("""{"id":5,"do":"freeze"}""");
        var killed = await AskAsync("""{"id":6,"do":"signal","number":"kill"}""");

        Assert.Equal('F', Assert.Single(frozen.Processes!).State);
        Assert.Equal('S', Assert.Single(killed.Processes!).State);
        Assert.Equal(["freeze", "Kill all", "thaw"], pod.Log);
    }

    [Fact]
    public async Task A_clock_is_set_and_answered_with_what_the_processes_go_by()
    {
        var reply = await AskAsync("""{"id":5,"do":"set-wall","offsetNs":-60000000000,"driftPpm":1.5}""");

        Assert.Null(reply.Error);
        Assert.Equal((7, -60_000_000_000), (Assert.Single(reply.Wall!.Processes).Pid, reply.Wall.Processes[0].OffsetNs));
        Assert.Equal(["clock -60000000000 1.5 0"], pod.Log);
    }

    [Fact]
    public async Task A_process_whose_clock_does_not_follow_is_an_error()
    {
        clocks.Refuses = true;

        Assert.Equal(
            "The clock of process 7 does not go as asked: Pretended.",
            (await AskAsync("""{"id":5,"do":"set-wall","offsetNs":1}""")).Error);
    }

    [Theory]
    [InlineData("""{"id":5,"do":"set-wall","offsetNs":9000000000000000000}""", "Expected an offset of at most")]
    [InlineData("""{"id":5,"do":"set-wall","driftPpm":500001}""", "Expected a drift")]
    [InlineData("""{"id":5,"do":"set-wall","offsetNs":1,"strobeNs":99999}""", "Expected a strobe")]
    [InlineData("""{"id":5,"do":"cut","sources":["n1"]}""", "found 'n1'")]
    [InlineData("""{"id":5,"do":"cut","sources":["5"]}""", "found '5'")]
    [InlineData("""{"id":5,"do":"cut","sources":["127.0.0.1"]}""", "found '127.0.0.1'")]
    [InlineData("""{"id":5,"do":"cut","sources":["fe80::1"]}""", "found 'fe80::1'")]
    [InlineData("""{"id":5,"do":"lease","ms":5}""", "Expected 100 to 600000 ms")]
    [InlineData("""{"id":5,"do":"signal","number":"kill","pids":[7,1]}""", "Process 1 cannot be signalled")]
    [InlineData("""{"id":5,"do":"signal","number":"kill","pids":[-1]}""", "Process -1 cannot be signalled")]
    [InlineData("""{"id":5,"do":"probe","nonce":1,"targets":[],"count":0}""", "Expected 1 to 1000 datagrams")]
    [InlineData("""{"id":5,"do":"dance"}""", "Expected a request")]
    [InlineData("""{"id":5,"do":"treat","sources":[{"address":"172.31.10.2","loss":1.5}]}""", "Expected a share of loss from 0 to 1, found 1.5.")]
    [InlineData("""{"id":5,"do":"treat","sources":[{"address":"172.31.10.2","delayUs":5,"jitterUs":6}]}""", "not more than the delay")]
    [InlineData("""{"id":5,"do":"treat","sources":[{"address":"172.31.10.2","bytesPerSecond":9}]}""", "bytes a second")]
    [InlineData("""{"id":5,"do":"measure","nonce":1,"targets":[],"bytes":1500}""", "Expected 28 to 1400 bytes")]
    [InlineData("""{"id":5,"do":"reset","peers":["n1"]}""", "found 'n1'")]
    [InlineData("""{"id":5,"do":"flap","sources":[{"address":"172.31.10.2","intervalMs":5}]}""", "Expected 50 to 600000 ms")]
    [InlineData("""{"id":5,"do":"flap","sources":[{"address":"172.31.10.2","intervalMs":50},{"address":"172.31.10.2","intervalMs":60}]}""", "each address once")]
    public async Task What_cannot_be_meant_is_refused_under_its_id_and_nothing_is_done(string line, string why)
    {
        var reply = await AskAsync(line);

        Assert.Equal(5, reply.Id);
        Assert.Contains(why, reply.Error, StringComparison.Ordinal);
        Assert.Empty(pod.Log);
    }

    [Fact]
    public async Task A_request_that_takes_its_time_lets_the_next_ones_pass()
    {
        await SendAsync("""{"id":1,"do":"probe","nonce":9,"targets":["172.31.10.2"]}""");

        Assert.Equal(2, (await AskAsync("""{"id":2,"do":"clock"}""")).Id);
        pod.ProbesSent.SetResult();
        var late = await ReplyAsync();
        Assert.Equal(1, late.Id);
        Assert.Equal([new ProbeSent("172.31.10.2", 3)], late.Sent);
    }

    [Fact]
    public async Task A_signal_that_shows_no_effect_is_an_error_that_names_the_processes()
    {
        pod.Stubborn = [7, 8];
        await AskAsync("""{"id":9,"do":"lease","ms":600000}""");
        await SendAsync("""{"id":1,"do":"signal","number":"stop","settleMs":50,"pids":[7,8]}""");
        var reply = ReplyAsync();
        while (!reply.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Yield();
        }

        Assert.Contains("7, 8", (await reply).Error, StringComparison.Ordinal);
        Assert.Equal(["Stop 7,8"], pod.Log);
    }

    [Fact]
    public async Task When_the_controller_goes_the_network_is_healed()
    {
        await AskAsync("""{"id":1,"do":"cut","sources":["172.31.10.2"]}""");
        await requests.Writer.CompleteAsync();

        Assert.Equal(StopReason.ControllerGone, await served);
        Assert.Equal(["cut 172.31.10.2", "drop held 172.31.10.2", "clear", "flaps: clear", "packets: clear"], pod.Log);
    }

    [Fact]
    public async Task A_request_that_was_cut_short_by_the_end_is_not_carried_out()
    {
        await requests.Writer.WriteAsync("""{"id":1,"do":"cut","sources":["172.31.10.2"]}"""u8.ToArray(), TestContext.Current.CancellationToken);
        await requests.Writer.CompleteAsync();

        await served;
        Assert.Equal(["clear", "flaps: clear", "packets: clear"], pod.Log);
    }

    [Fact]
    public async Task Requests_renew_the_lease_and_silence_ends_it()
    {
        for (var id = 1; id <= 5; id++)
        {
            time.Advance(TimeSpan.FromSeconds(7));
            await AskAsync($$"""{"id":{{id}},"do":"clock"}""");
        }

        Assert.False(served.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(StopReason.LeaseExpired, await served);
        Assert.Equal(["clear", "flaps: clear", "packets: clear"], pod.Log);
    }

    [Fact]
    public async Task A_shorter_lease_is_in_force_at_once()
    {
        await AskAsync("""{"id":1,"do":"lease","ms":1000}""");
        Assert.Equal(1000, (await AskAsync("""{"id":2,"do":"hello"}""")).Identity!.LeaseMs);

        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(StopReason.LeaseExpired, await served);
    }

    [Fact]
    public async Task Stop_heals_then_answers_then_ends()
    {
        var reply = await AskAsync("""{"id":1,"do":"stop"}""");

        Assert.Null(reply.Error);
        Assert.Equal(StopReason.Asked, await served);
        Assert.Equal(["clear", "flaps: clear", "packets: clear"], pod.Log);
    }

    private async Task<AgentReply> AskAsync(string line)
    {
        await SendAsync(line);
        return await ReplyAsync();
    }

    private async Task SendAsync(string line) => await requests.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));

    private async Task<AgentReply> ReplyAsync()
    {
        var line = await reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(line);
        return AgentWire.DecodeReply(line.Value.Span);
    }
}
