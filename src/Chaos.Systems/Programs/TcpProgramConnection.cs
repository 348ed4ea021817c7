using System.Net;
using System.Net.Sockets;
using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>
/// A client's connection to a program over TCP. It is made at the first call, and again at a call after it broke; a call never
/// outlives its connection, so that nothing is sent twice and no late reply is taken for another's.
/// </summary>
internal sealed class TcpProgramConnection(IPEndPoint endpoint, string system, IProgramCodec codec, TimeProvider time) : IProgramConnection
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromMilliseconds(1_000);
    private readonly byte[] hello = new WireHello(system, WireHello.Client).ToFrame();
    private NetworkStream? stream;
    private FrameReader? reader;
    private long calls;

    /// <inheritdoc/>
    public async ValueTask<ProgramCallResult> CallAsync(ProgramMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = ++calls;
        var frame = WireFrame.OfCall(codec, call, request);
        // Until here nothing of the request has left.
        if (stream is null && await WhyNotConnectedAsync(cancellationToken) is { } why) return new(ProgramCallState.NotSent, null, why);
        try
        {
            await stream!.WriteAsync(frame, cancellationToken);
            return await ReadReplyAsync(call, cancellationToken) is { } reply
                ? new(ProgramCallState.Answered, reply)
                : Lose("the node closed the connection");
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            return Lose("connection lost");
        }
        catch (FormatException e)
        {
            return Lose($"an answer that is none: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Close();
        return default;
    }

    private async ValueTask<string?> WhyNotConnectedAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new(true, 0) };
        try
        {
            using var late = new CancellationTokenSource(ConnectWithin, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            await socket.ConnectAsync(endpoint, either.Token);
            var connected = new NetworkStream(socket, ownsSocket: true);
            await connected.WriteAsync(hello, either.Token);
            (stream, reader) = (connected, new(connected));
            return null;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            socket.Dispose();
            return e switch
            {
                SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused",
                SocketException other => $"not connected ({other.SocketErrorCode})",
                IOException => "the node closed the connection before the request was sent",
                _ => $"not connected within {ConnectWithin.TotalMilliseconds:0} ms",
            };
        }
    }

    private async ValueTask<ProgramMessage?> ReadReplyAsync(long call, CancellationToken cancellationToken)
    {
        if (await reader!.ReadAsync(cancellationToken) is not { } content) return null;
        var (answered, reply) = WireFrame.SplitCall(content);
        return answered == call
            ? codec.Decode(reply.Span)
            : throw new FormatException($"A reply to call {answered} came, but one to {call} was expected.");
    }

    private ProgramCallResult Lose(string why)
    {
        Close();
        return new(ProgramCallState.Lost, null, why);
    }

    private void Close()
    {
        stream?.Dispose();
        (stream, reader) = (null, null);
    }
}
