using System.Globalization;
using System.Text;
using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.Nats;

/// <summary>Polls against a server that answers one request after the other with what a test tells it.</summary>
public sealed class NatsLogTests
{
    private const string Nothing = """{"error":{"code":404,"err_code":10037,"description":"no message found"}}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_up_to_a_mark_that_was_stored_meanwhile_is_the_end()
    {
        var (end, asked) = await PollAsync(Nothing, Stored(9), Mark(9));
        Assert.Equal((OperationType.Ok, Value.Of([])), (end.Type, end.Value));
        Assert.StartsWith("HPUB chaos.log.l2 ", asked[1], StringComparison.Ordinal);
        Assert.Contains(NatsStreams.Mark, asked[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_leader_served_only_after_the_mark_is_found()
    {
        var (end, asked) = await PollAsync(Nothing, Stored(9), Message(7, 5), Mark(8), Mark(9));
        Assert.Equal(Value.Of(Value.Of(Value.Of(7), Value.Of(5))), end.Value);
        Assert.Contains("\"seq\":9,", asked[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leader_without_the_mark_is_behind_and_nothing_is_said_of_the_end()
    {
        var (end, _) = await PollAsync(Nothing, Stored(9), Nothing);
        Assert.Equal((OperationType.Fail, "the leader is behind"), (end.Type, end.Error));
    }

    [Fact]
    public async Task Marks_of_others_are_no_messages_and_no_end()
    {
        var (end, _) = await PollAsync(Mark(4), Message(5, 1), Nothing);
        Assert.Equal(Value.Of(Value.Of(Value.Of(5), Value.Of(1))), end.Value);
        (end, _) = await PollAsync(Mark(4), Nothing, Stored(9), Nothing);
        Assert.Equal(OperationType.Fail, end.Type);
    }

    [Fact]
    public async Task A_poll_whose_mark_was_not_stored_says_nothing_of_the_end()
    {
        var (end, _) = await PollAsync(Nothing, """{"error":{"code":503,"err_code":10008,"description":"later"}}""");
        Assert.Equal(OperationType.Fail, end.Type);
    }

    private static string Stored(long number) => string.Create(CultureInfo.InvariantCulture, $$"""{"stream":"LOG_chaos","seq":{{number}}}""");

    private static string Message(long number, int value) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"message":{"seq":{{number}},"data":"{{Convert.ToBase64String(RegisterValues.Encode(Value.Of(value)))}}"} }""");

    private static string Mark(long number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"message":{"seq":{{number}},"hdrs":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"NATS/1.0\r\n{NatsStreams.Mark}\r\n\r\n"))}}"} }""");

    private static async Task<(Completion End, IReadOnlyList<string> Asked)> PollAsync(params string[] answers)
    {
        var asked = new List<string>();
        await using var server = new ScriptedServer(async (stream, stop) =>
        {
            await NatsScript.GreetAsync(stream, stop);
            foreach (var answer in answers)
            {
                asked.Add(await NatsScript.RequestAsync(stream, stop));
                await NatsScript.WriteAsync(stream, $"MSG {asked[^1].Split(' ')[2]} 1 {answer.Length}\r\n{answer}\r\n", stop);
            }

            await NatsScript.ReadAsync(stream, stop);
        });
        var dialer = new NodeDialer(server.Endpoint, TimeSpan.FromSeconds(5), true, TimeProvider.System);
        await using var client = new NatsLogClient(dialer, dialer);
        return (await client.InvokeAsync(LogOperations.PollOf("l2", 0, 8), Cancel), asked);
    }
}
