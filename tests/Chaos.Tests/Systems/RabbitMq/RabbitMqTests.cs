using Chaos.Systems.RabbitMq;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Chaos.Tests.Systems.RabbitMq;

public sealed class RabbitMqTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Exception, OperationType> Ends => new()
    {
        { new PublishException(1, isReturn: true), OperationType.Fail },
        { new PublishException(1, isReturn: false), OperationType.Info },
        { new OperationInterruptedException(Reason(404)), OperationType.Fail },
        { new OperationInterruptedException(Reason(320)), OperationType.Info },
        { new AlreadyClosedException(Reason(320)), OperationType.Info },
        { new IOException("reset"), OperationType.Info },
        { new TimeoutException(), OperationType.Info },
        { new ObjectDisposedException("channel"), OperationType.Info },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void An_operation_is_a_fail_only_where_a_row_proves_it(Exception e, OperationType expected) =>
        Assert.Equal(expected, RabbitMqErrors.Of(e)!.Complete(isRead: false).Type);

    [Fact]
    public void An_exception_that_is_none_of_the_library_is_no_row()
    {
        Assert.Null(RabbitMqErrors.Of(new InvalidOperationException()));
        Assert.All(RabbitMqErrors.All, row => Assert.NotEmpty(row.Reason));
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        await using var client = new RabbitMqQueueClient(ScriptedServer.Nobody(), refusalIsProof: true, new RabbitMqQueues(3));
        var end = await client.InvokeAsync(QueueOperations.EnqueueOf("q", 1), Cancel);
        Assert.Equal((OperationType.Fail, "connection refused"), (end.Type, end.Error));
    }

    [Fact]
    public async Task A_server_that_ends_the_log_in_leaves_nothing_open()
    {
        await using var server = new ScriptedServer(async (stream, stop) => await stream.ReadAtLeastAsync(new byte[8], 8, true, stop));
        await using var client = new RabbitMqQueueClient(server.Endpoint, refusalIsProof: true, new RabbitMqQueues(3));
        Assert.Equal(OperationType.Fail, (await client.InvokeAsync(QueueOperations.EnqueueOf("q", 1), Cancel)).Type);
    }

    [Theory]
    [InlineData("NOT_FOUND - no queue 'q1' in vhost '/'", true)]
    [InlineData("NOT_FOUND - home node 'rabbit@n1' of durable queue 'q1' in vhost '/' is down or inaccessible", false)]
    public void A_queue_that_is_gone_is_told_from_one_that_cannot_be_reached(string words, bool isGone) => Assert.Equal(
        isGone, RabbitMqErrors.IsGone(RabbitMqErrors.Of(new OperationInterruptedException(new ShutdownEventArgs(ShutdownInitiator.Peer, 404, words)))!));

    [Theory]
    [InlineData("quorum", "4.0.5", "pause-minority", ClaimStanding.Holds)]
    [InlineData("mirrored", "3.10.8", "autoheal", ClaimStanding.NotClaimed)]
    [InlineData("mirrored", "3.10.8", "pause-minority", ClaimStanding.Disputed)]
    public void What_is_claimed_depends_on_the_kind_of_queue(string queue, string version, string partitions, ClaimStanding standing) => Assert.Equal(
        standing, Assert.Single(new RabbitMqSystem().Claims(OptionsOf(("queue", queue), ("version", version), ("partitions", partitions)))).Standing);

    [Fact]
    public void Mirrored_queues_are_refused_in_versions_that_have_none() => Assert.Contains(
        "3.10.8", Assert.Throws<UsageException>(() => new RabbitMqSystem().CreateRecipe(OptionsOf(("queue", "mirrored")), 3)).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_elections_of_one_queue_are_compared()
    {
        Assert.Equal(
            (2, new DateTimeOffset(2026, 11, 26, 4, 4, 10, 575, TimeSpan.Zero).AddTicks(4010)),
            RabbitMqElections.Read(
                "2026-11-26 04:04:10.575401+00:00 [notice] <0.1330.0> queue 'q0' in vhost '/': candidate -> leader in term: 2 machine version: 5"));
        Assert.Null(RabbitMqElections.Read("[notice] <0.1333.0> queue 'q2' in vhost '/': candidate -> leader in term: 2 machine version: 5"));
        Assert.Null(RabbitMqElections.Read("[notice] <0.1333.0> queue 'q0' in vhost '/': pre_vote -> candidate in term: 2 machine version: 5"));
    }

    private static Options OptionsOf(params (string Name, string Value)[] given) => Options.Create(
        "system rabbitmq", new RabbitMqSystem().Options, given.Select(option => KeyValuePair.Create(option.Name, option.Value)));

    private static ShutdownEventArgs Reason(ushort code) => new(ShutdownInitiator.Peer, code, "words");
}
