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

    private static ShutdownEventArgs Reason(ushort code) => new(ShutdownInitiator.Peer, code, "words");
}
