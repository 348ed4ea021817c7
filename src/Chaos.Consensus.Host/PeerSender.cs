using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Chaos.Consensus.Host;

/// <summary>
/// Sends messages to one other node over a connection of its own, which is made anew when it breaks. What cannot leave in time is lost,
/// oldest first, as a network may lose it.
/// </summary>
internal sealed class PeerSender : IAsyncDisposable
{
    private const int MostWaiting = 4_096;
    private const int ChunkBytes = 1 << 16;

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WaitAfterFailure = TimeSpan.FromMilliseconds(50);

    private readonly IPEndPoint endpoint;
    private readonly byte[] hello;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource closing = new();
    private readonly Channel<byte[]> waiting = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Task sending;

    public PeerSender(IPEndPoint endpoint, WireHello hello, TimeProvider time)
    {
        this.endpoint = endpoint;
        this.hello = hello.ToFrame();
        this.time = time;
        sending = Task.Run(SendAsync);
    }

    public void Send(byte[] frame) => waiting.Writer.TryWrite(frame);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await sending;
        closing.Dispose();
    }

    private async Task SendAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                SocketTuning.Apply(socket);
                using (var late = new CancellationTokenSource(ConnectWithin, time))
                using (var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, closing.Token))
                    await socket.ConnectAsync(endpoint, either.Token);
                await SendOnAsync(socket);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // Not reached, or no longer: again, until this node ends.
            }

            await PauseAsync();
        }
    }

    private async Task SendOnAsync(Socket socket)
    {
        await SendAllAsync(socket, hello);
        var chunk = new MemoryStream();
        while (await waiting.Reader.WaitToReadAsync(closing.Token))
        {
            chunk.SetLength(0);
            while (chunk.Length < ChunkBytes && waiting.Reader.TryRead(out var frame)) chunk.Write(frame);
            await SendAllAsync(socket, chunk.GetBuffer().AsMemory(0, (int)chunk.Length));
        }
    }

    private async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, closing.Token)..];
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(WaitAfterFailure, time, closing.Token);
        }
        catch (OperationCanceledException)
        {
            // The node ends.
        }
    }
}
