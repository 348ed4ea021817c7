using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;

namespace Chaos.Systems;

/// <summary>
/// A session with one server: one request after the other, none of them sent twice. A connection that breaks ends the session for the client,
/// which opens a new one with its next operation.
/// </summary>
internal sealed class ZooKeeperSession : IDisposable
{
    private const int ReplyHeaderLength = 16;
    private const int LongestMessage = 1 << 22;
    private const int WatchEvent = -1;
    private const int PingAnswer = -2;

    private readonly NetworkStream stream;
    private readonly Lock sending = new();
    private int lastXid;

    private ZooKeeperSession(NetworkStream stream, long id, TimeSpan timeout)
    {
        this.stream = stream;
        Id = id;
        Timeout = timeout;
    }

    /// <summary>Its number.</summary>
    public long Id { get; }

    /// <summary>After so long without a word from us the servers end it.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Opens a session, which goes through the quorum: a server that is out of it closes the connection.</summary>
    /// <exception cref="CallException">It did not come about; nothing was sent.</exception>
    public static async Task<ZooKeeperSession> OpenAsync(NodeDialer dialer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var stream = await dialer.ConnectAsync(cancellationToken);
        using var late = new CancellationTokenSource(dialer.ConnectWithin, dialer.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await stream.WriteAsync(
                new ZooKeeperFrame().Int(0).Long(0).Int((int)timeout.TotalMilliseconds).Long(0).Buffer(new byte[16]).Bool(false).ToMessage(),
                either.Token);
            var reply = new ZooKeeperReply(await ReadMessageAsync(stream, either.Token));
            reply.Int();
            var agreed = reply.Int();
            var id = reply.Long();
            return agreed > 0
                ? new(stream, id, TimeSpan.FromMilliseconds(agreed))
                : throw new CallException(TransportErrors.NoSession, "refused");
        }
        catch (Exception e)
        {
            await stream.DisposeAsync();
            if (e is IOException or SocketException) throw new CallException(TransportErrors.NoSession, "the server closed the connection", e);
            if (e is OperationCanceledException) throw new CallException(TransportErrors.NoSession, "no answer in time", e);
            throw;
        }
    }

    /// <summary>Sends requests at once and awaits all answers, which come in order.</summary>
    /// <exception cref="CallException">The connection ended after the first one began to leave.</exception>
    public async Task<ZooKeeperReply[]> CallAsync(CancellationToken cancellationToken, params IReadOnlyList<ZooKeeperRequest> requests)
    {
        try
        {
            var first = lastXid + 1;
            lastXid += requests.Count;
            var messages = requests.SelectMany((request, i) => MessageOf(first + i, request)).ToArray();
            lock (sending) stream.Write(messages);
            var replies = new ZooKeeperReply[requests.Count];
            for (var i = 0; i < replies.Length; i++) replies[i] = await ReadReplyAsync(first + i, cancellationToken);
            return replies;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            throw new CallException(TransportErrors.LostAfterSend, "connection lost", e);
        }
    }

    /// <summary>When the last sign of life was sent, as a timestamp of the time provider; 0 for never.</summary>
    public long PingedAt { get; private set; }

    /// <summary>Reads, behind what the kind of read wants first: a session's requests are carried out in their order.</summary>
    /// <exception cref="CallException">The connection ended, or what comes first did not work.</exception>
    public async Task<ZooKeeperReply> ReadAsync(ZooKeeperRead read, string path, ZooKeeperRequest request, CancellationToken cancellationToken)
    {
        if (read is ZooKeeperRead.Local) return (await CallAsync(cancellationToken, request))[0];
        var replies = await CallAsync(cancellationToken, read is ZooKeeperRead.Sync ? ZooKeeperRequest.Sync(path) : ZooKeeperRequest.Barrier, request);
        return replies[0].Error == 0
            ? replies[1]
            : throw new CallException(TransportErrors.NoSession, $"the read could not be ordered ({replies[0].Error})");
    }

    /// <summary>Tells the servers that the client lives; false where the connection is gone.</summary>
    public bool TryPing(TimeProvider time)
    {
        try
        {
            PingedAt = time.GetTimestamp();
            var ping = new ZooKeeperFrame().Int(PingAnswer).Int(ZooKeeperRequest.PingType).ToMessage();
            lock (sending) stream.Write(ping);
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Lets go of the connection: the servers end the session after its timeout.</summary>
    public void Dispose() => stream.Dispose();

    private static byte[] MessageOf(int xid, ZooKeeperRequest request)
    {
        var frame = new ZooKeeperFrame().Int(xid).Int(request.Type);
        request.Write(frame);
        return frame.ToMessage();
    }

    private async Task<ZooKeeperReply> ReadReplyAsync(int xid, CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await ReadMessageAsync(stream, cancellationToken);
            if (message.Length < ReplyHeaderLength) throw new IOException($"ZooKeeper sent an answer of {message.Length} bytes.");
            var answered = BinaryPrimitives.ReadInt32BigEndian(message);
            if (answered is WatchEvent or PingAnswer) continue;
            if (answered != xid)
            {
                throw new IOException(string.Create(
                    CultureInfo.InvariantCulture, $"ZooKeeper answered request {answered}, but {xid} was expected."));
            }

            return new(message[ReplyHeaderLength..])
            {
                Zxid = BinaryPrimitives.ReadInt64BigEndian(message.AsSpan(4)),
                Error = BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(12)),
            };
        }
    }

    private static async Task<byte[]> ReadMessageAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var header = new byte[4];
        await stream.ReadExactlyAsync(header, cancellationToken);
        var length = BinaryPrimitives.ReadInt32BigEndian(header);
        if (length is < 0 or > LongestMessage) throw new IOException($"ZooKeeper announced a message of {length} bytes.");
        var message = new byte[length];
        await stream.ReadExactlyAsync(message, cancellationToken);
        return message;
    }
}
