using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Chaos.Tests.Systems;

/// <summary>One connection to a <see cref="HostileServer"/>: HTTP/2 frames (RFC 9113), headers without compression (RFC 7541).</summary>
internal sealed class HostileConnection(HostileServer server, Socket socket) : IDisposable
{
    public const int RefusedStream = 7;
    private const int PrefaceLength = 24;
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte ResetStreamType = 3;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte GoAwayType = 7;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;
    private const byte Ack = 1;

    private readonly NetworkStream stream = new(socket, ownsSocket: true);

    /// <summary>Reads frames until the connection ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await stream.ReadExactlyAsync(new byte[PrefaceLength], cancellationToken);
            await SendAsync(Settings, 0, 0, []);
            var header = new byte[9];
            while (true)
            {
                await stream.ReadExactlyAsync(header, cancellationToken);
                var payload = new byte[(header[0] << 16) | (header[1] << 8) | header[2]];
                await stream.ReadExactlyAsync(payload, cancellationToken);
                await TakeAsync(header[3], header[4], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)) & int.MaxValue, payload);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            socket.Dispose();
        }
    }

    /// <summary>Answers with a message.</summary>
    public async Task AnswerAsync(int id, byte[] message)
    {
        await SendAsync(Headers, EndHeaders, id, [0x88, .. Field("content-type", "application/grpc")]);
        var prefixed = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(prefixed.AsSpan(1), message.Length);
        message.CopyTo(prefixed, 5);
        await SendAsync(Data, 0, id, prefixed);
        await SendAsync(Headers, EndHeaders | EndStream, id, Field("grpc-status", "0"));
    }

    /// <summary>Answers with a status alone.</summary>
    public Task AnswerAsync(int id, int status, string words) => SendAsync(
        Headers, EndHeaders | EndStream, id,
        [0x88, .. Field("content-type", "application/grpc"), .. Field("grpc-status", $"{status}"), .. Field("grpc-message", words)]);

    /// <summary>Ends one stream with an error code.</summary>
    public Task ResetStreamAsync(int id, int code) => SendAsync(ResetStreamType, 0, id, Number(code));

    /// <summary>Says that streams above <paramref name="last"/> were not processed, and that no new ones are taken.</summary>
    public Task GoAwayAsync(int last) => SendAsync(GoAwayType, 0, 0, [.. Number(last), .. Number(0)]);

    /// <summary>Closes the connection in order.</summary>
    public void Dispose() => stream.Dispose();

    /// <summary>Breaks the connection off: the client sees a reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        stream.Dispose();
    }

    private Task TakeAsync(byte type, byte flags, int id, byte[] payload)
    {
        switch (type)
        {
            case Settings when (flags & Ack) == 0: return SendAsync(Settings, Ack, 0, []);
            case Ping when (flags & Ack) == 0: return SendAsync(Ping, Ack, 0, payload);
            case Headers: server.CountBegun(); break;
        }

        var isWhole = type is Data or Headers && (flags & EndStream) != 0;
        return isWhole ? server.TakeRequestAsync(this, id) : Task.CompletedTask;
    }

    private async Task SendAsync(byte type, int flags, int id, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        frame[1] = (byte)(payload.Length >> 8);
        frame[2] = (byte)payload.Length;
        frame[3] = type;
        frame[4] = (byte)flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), id);
        payload.CopyTo(frame, 9);
        await stream.WriteAsync(frame);
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    // A literal without indexing, both parts shorter than 127 bytes.
    private static byte[] Field(string name, string value) =>
        [0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];
}
