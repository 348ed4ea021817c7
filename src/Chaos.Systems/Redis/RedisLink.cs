using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Chaos.Systems;

/// <summary>A connection to one server or sentinel in RESP 2: one command after the other, each sent once.</summary>
internal sealed class RedisLink : IDisposable
{
    private const int LongestReply = 1 << 22;
    private readonly NetworkStream stream;
    private readonly BufferedStream reader;

    private RedisLink(NetworkStream stream)
    {
        this.stream = stream;
        reader = new BufferedStream(stream);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="CallException">It did not come about; nothing was sent.</exception>
    public static async Task<RedisLink> OpenAsync(NodeDialer dialer, CancellationToken cancellationToken) =>
        new(await dialer.ConnectAsync(cancellationToken));

    /// <summary>Sends a command and waits for its reply; an error of the server is a reply.</summary>
    /// <exception cref="CallException">The connection ended after the command began to leave.</exception>
    public async Task<RedisReply> SendAsync(CancellationToken cancellationToken, params IReadOnlyList<string> words)
    {
        var command = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{words.Count}\r\n");
        foreach (var word in words)
            command.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n").Append(word).Append("\r\n");
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(command.ToString()), cancellationToken);
            return await ReadAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            throw new CallException(TransportErrors.LostAfterSend, "connection lost", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private async Task<RedisReply> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken);
        if (line.Length == 0) throw new IOException("Redis sent an empty line.");
        var rest = line[1..];
        switch (line[0])
        {
            case '+': return new() { Text = rest };
            case '-': return new() { Error = rest };
            case ':': return new() { Number = Size(rest, long.MinValue) };
            case '$':
                var length = (int)Size(rest, -1);
                if (length < 0) return new();
                var bytes = new byte[length + 2];
                await reader.ReadExactlyAsync(bytes, cancellationToken);
                return new() { Text = Encoding.UTF8.GetString(bytes, 0, length) };
            case '*':
                var count = (int)Size(rest, -1);
                if (count < 0) return new();
                var items = new List<RedisReply>();
                for (var i = 0; i < count; i++) items.Add(await ReadAsync(cancellationToken));
                return new() { Items = items };
            default: throw new IOException($"Redis sent a reply that begins with '{line[0]}'.");
        }
    }

    private static long Size(string text, long least) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size) && size >= least && (least < -1 || size <= LongestReply)
            ? size
            : throw new IOException($"Redis sent the number '{text}'.");

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var bytes = new List<byte>(32);
        var one = new byte[1];
        while (true)
        {
            await reader.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. bytes]).TrimEnd('\r');
            bytes.Add(one[0]);
            if (bytes.Count > LongestReply) throw new IOException("Redis sent a line without an end.");
        }
    }
}
