using System.Net.Sockets;
using System.Threading.Channels;

namespace Chaos.Consensus.Host;

/// <summary>The node's end of a client's connection: replies leave it in their order.</summary>
internal sealed class ClientConnection(Socket socket)
{
    private readonly Channel<byte[]> replies = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });

    public void Send(byte[] frame) => replies.Writer.TryWrite(frame);

    /// <summary>Sends replies until the connection ends.</summary>
    public async Task SendAsync()
    {
        try
        {
            await foreach (var frame in replies.Reader.ReadAllAsync())
            {
                for (var rest = frame.AsMemory(); rest.Length > 0;) rest = rest[await socket.SendAsync(rest, SocketFlags.None)..];
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client has gone, and with it whoever waits for replies.
        }
    }

    public void End() => replies.Writer.TryComplete();
}
