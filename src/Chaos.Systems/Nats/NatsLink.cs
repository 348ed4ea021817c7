using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Chaos.Systems;

/// <summary>
/// A connection to one server of NATS in its text protocol: one request after the other, each published once. A reply that comes late
/// answers a subject that nobody waits for any more, and is dropped.
/// </summary>
internal sealed class NatsLink : IDisposable
{
    private const int LargestPayload = 1 << 22;
    private static readonly byte[] newLine = "\r\n"u8.ToArray();
    private static readonly byte[] pong = "PONG\r\n"u8.ToArray();

    private readonly NetworkStream stream;
    private readonly BufferedStream reader;
    private string inbox = "";
    private long requests;

    private NatsLink(NetworkStream stream)
    {
        this.stream = stream;
        reader = new BufferedStream(stream);
    }

    /// <summary>Connects and waits for the server's first sign of life.</summary>
    /// <exception cref="CallException">It did not come about; nothing was sent.</exception>
    public static async Task<NatsLink> OpenAsync(NodeDialer dialer, CancellationToken cancellationToken)
    {
        var link = new NatsLink(await dialer.ConnectAsync(cancellationToken));
        using var late = new CancellationTokenSource(dialer.ConnectWithin, dialer.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            link.inbox = InboxOf(await link.ReadLineAsync(either.Token));
            await link.stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    """CONNECT {"verbose":false,"pedantic":false,"headers":true,"no_responders":true,"protocol":1,"lang":"chaos","version":"1"}"""
                    + $"\r\nSUB {link.inbox}.* 1\r\nPING\r\n"),
                either.Token);
            while (await link.ReadLineAsync(either.Token) is var line && line != "PONG") Check(line);
            return link;
        }
        catch (Exception e)
        {
            link.Dispose();
            if (e is IOException or SocketException or OperationCanceledException) throw new CallException(TransportErrors.NoSession, "", e);
            throw;
        }
    }

    /// <summary>Publishes a message and waits for its reply.</summary>
    /// <exception cref="CallException">The connection ended after the message began to leave.</exception>
    public async Task<NatsMessage> RequestAsync(string subject, string headers, byte[] payload, CancellationToken cancellationToken)
    {
        var reply = string.Create(CultureInfo.InvariantCulture, $"{inbox}.{++requests}");
        var head = headers.Length == 0 ? [] : Encoding.ASCII.GetBytes($"NATS/1.0\r\n{headers}\r\n\r\n");
        var command = head.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"PUB {subject} {reply} {payload.Length}\r\n")
            : string.Create(CultureInfo.InvariantCulture, $"HPUB {subject} {reply} {head.Length} {head.Length + payload.Length}\r\n");
        try
        {
            await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(command), .. head, .. payload, .. newLine], cancellationToken);
            while (true)
            {
                var line = await ReadLineAsync(cancellationToken);
                if (line == "PING") await stream.WriteAsync(pong, cancellationToken);
                else if (line.StartsWith("MSG ", StringComparison.Ordinal) || line.StartsWith("HMSG ", StringComparison.Ordinal))
                {
                    if (await ReadMessageAsync(line, reply, cancellationToken) is { } message) return message;
                }
                else
                {
                    Check(line);
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            throw new CallException(TransportErrors.LostAfterSend, "connection lost", e);
        }
    }

    /// <summary>Ends the connection.</summary>
    public void Dispose() => stream.Dispose();

    // Replies are messages to a subject; the whole cluster would get those of a subject that another connection uses too.
    private static string InboxOf(string greeting)
    {
        if (!greeting.StartsWith("INFO ", StringComparison.Ordinal)) throw new IOException($"NATS began with '{greeting}' instead of INFO.");
        try
        {
            using var info = JsonDocument.Parse(greeting[5..]);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"_INBOX.{info.RootElement.GetProperty("server_id").GetString()}.{info.RootElement.GetProperty("client_id").GetInt64()}");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new IOException("NATS did not say which server and which client of it this is.", e);
        }
    }

    private static void Check(string line)
    {
        if (line.StartsWith("-ERR", StringComparison.Ordinal)) throw new IOException(line);
    }

    // MSG subject sid [reply] size, or HMSG subject sid [reply] headers total.
    private async Task<NatsMessage?> ReadMessageAsync(string line, string reply, CancellationToken cancellationToken)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var total = Size(words[^1]);
        var head = words[0] == "HMSG" ? Size(words[^2]) : 0;
        var body = new byte[total + newLine.Length];
        await reader.ReadExactlyAsync(body, cancellationToken);
        return words[1] == reply ? new(Encoding.ASCII.GetString(body, 0, head), body[head..total]) : null;
    }

    private static int Size(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size <= LargestPayload
            ? size
            : throw new IOException($"NATS announced a message of '{word}' bytes.");

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var bytes = new List<byte>(64);
        var one = new byte[1];
        while (true)
        {
            await reader.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. bytes]).TrimEnd('\r');
            bytes.Add(one[0]);
            if (bytes.Count > LargestPayload) throw new IOException("NATS sent a line without an end.");
        }
    }
}
