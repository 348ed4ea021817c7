using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Chaos.Tests.Systems.Nats;

/// <summary>What a server of NATS does on its side of a connection.</summary>
internal static class NatsScript
{
    /// <summary>The handshake; the client must listen on a subject that is its own.</summary>
    public static async Task GreetAsync(NetworkStream stream, CancellationToken stop)
    {
        await WriteAsync(stream, "INFO {\"server_id\":\"SERVER\",\"client_id\":5}\r\n", stop);
        var text = "";
        while (!text.Contains("PING\r\n", StringComparison.Ordinal)) text += await ReadAsync(stream, stop);
        Assert.Contains("SUB _INBOX.SERVER.5.* 1\r\n", text, StringComparison.Ordinal);
        await WriteAsync(stream, "PONG\r\n", stop);
    }

    /// <summary>The next message that the client publishes, whole; its third word is the subject of its reply.</summary>
    public static async Task<string> RequestAsync(NetworkStream stream, CancellationToken stop)
    {
        var text = "";
        while (true)
        {
            text += await ReadAsync(stream, stop);
            var line = text.IndexOf("\r\n", StringComparison.Ordinal);
            if (line < 0) continue;
            // The first line ends with the size of what follows it.
            var size = int.Parse(text[..line].Split(' ')[^1], CultureInfo.InvariantCulture);
            if (text.Length >= line + size + 4) return text;
        }
    }

    public static Task WriteAsync(NetworkStream stream, string text, CancellationToken stop) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes(text), stop).AsTask();

    public static async Task<string> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        var buffer = new byte[4096];
        var read = await stream.ReadAsync(buffer, stop);
        return read > 0 ? Encoding.ASCII.GetString(buffer, 0, read) : throw new EndOfStreamException();
    }
}
