using System.Net;
using System.Net.Sockets;
using Chaos.Consensus;
using Xunit;

namespace Chaos.Tests.Consensus.Served;

/// <summary>What a client of a program knows when something goes wrong: not sent is certain, lost is not, and nothing is sent twice.</summary>
public sealed class TcpClientTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        await using var connection = ServedNodeTests.Connect("raft", ServedCluster.FreeEndpoint()).Open("n1");

        var result = await connection.CallAsync(ProbeRequest.Plain, Stop);

        Assert.Equal((ProgramCallState.NotSent, "connection refused"), (result.State, result.Reason));
    }

    [Fact]
    public async Task A_connection_that_ends_after_the_request_leaves_it_lost_and_the_request_is_sent_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var connection = ServedNodeTests.Connect("raft", (IPEndPoint)listener.LocalEndpoint).Open("n1");
        var call = connection.CallAsync(ProbeRequest.Plain, Stop).AsTask();
        using (var first = await listener.AcceptSocketAsync(Stop))
        {
            var reader = new FrameReader(new NetworkStream(first));
            Assert.NotNull(await reader.ReadAsync(Stop)); // the greeting
            Assert.NotNull(await reader.ReadAsync(Stop)); // the request
        }

        Assert.Equal(ProgramCallState.Lost, (await call).State);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task A_reply_that_comes_after_its_call_was_given_up_is_not_taken_for_that_of_the_next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var connection = ServedNodeTests.Connect("raft", (IPEndPoint)listener.LocalEndpoint).Open("n1");
        using var patience = new CancellationTokenSource();
        var given = connection.CallAsync(ProbeRequest.Plain, patience.Token).AsTask();
        using var first = await listener.AcceptSocketAsync(Stop);
        var reader = new FrameReader(new NetworkStream(first));
        await reader.ReadAsync(Stop);
        await reader.ReadAsync(Stop);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        // The next call has a connection of its own, on which the old reply cannot come.
        var next = connection.CallAsync(ProbeRequest.Plain, Stop).AsTask();
        using var second = await listener.AcceptSocketAsync(Stop);
        second.Close();
        Assert.NotEqual(ProgramCallState.Answered, (await next).State);
    }

    [Fact]
    public async Task Frames_are_put_together_from_any_pieces_and_nonsense_is_refused()
    {
        var bytes = new MemoryStream();
        bytes.Write(WireFrame.Of("one"u8));
        bytes.Write(WireFrame.Of(new byte[100_000]));
        bytes.Write(WireFrame.Of("three"u8));
        bytes.Position = 0;
        var reader = new FrameReader(bytes);
        Assert.Equal("one"u8.ToArray(), (await reader.ReadAsync(Stop))!.Value.ToArray());
        Assert.Equal(100_000, (await reader.ReadAsync(Stop))!.Value.Length);
        Assert.Equal("three"u8.ToArray(), (await reader.ReadAsync(Stop))!.Value.ToArray());
        Assert.Null(await reader.ReadAsync(Stop));

        await Assert.ThrowsAsync<FormatException>(async () => await new FrameReader(new MemoryStream([255, 255, 255, 255, 1])).ReadAsync(Stop));
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await new FrameReader(new MemoryStream([9, 0, 0, 0, 1])).ReadAsync(Stop));
        Assert.Throws<FormatException>(() => WireHello.Read([99, 0, 0]));
        Assert.Equal(new WireHello("raft", 3), WireHello.Read(new WireHello("raft", 3).ToFrame().AsSpan(WireFrame.LengthBytes)));
    }
}
