using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Chaos.Systems;

/// <summary>A connection to one server in JSON-RPC 1.0 on TCP: one transaction after the other, each sent once. It answers the server's echoes.</summary>
internal sealed class OvsdbLink : IDisposable
{
    private const int LongestMessage = 1 << 22;
    private readonly NetworkStream stream;
    private readonly byte[] buffer = new byte[1 << 14];
    private byte[] unread = [];
    private long requests;

    private OvsdbLink(NetworkStream stream) => this.stream = stream;

    /// <summary>Connects.</summary>
    /// <exception cref="CallException">It did not come about; nothing was sent.</exception>
    public static async Task<OvsdbLink> OpenAsync(NodeDialer dialer, CancellationToken cancellationToken) =>
        new(await dialer.ConnectAsync(cancellationToken));

    /// <summary>Carries out a transaction and gives the results of its operations.</summary>
    /// <param name="database">The database.</param>
    /// <param name="operations">The operations, as JSON, separated by commas.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CallException">An operation or the commit failed, or the connection ended after the request began to leave.</exception>
    public async Task<JsonElement> TransactAsync(string database, string operations, CancellationToken cancellationToken)
    {
        var id = ++requests;
        var request = string.Create(
            CultureInfo.InvariantCulture, $$"""{"method":"transact","params":["{{database}}",{{operations}}],"id":{{id}}}""");
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), cancellationToken);
            return ResultOf(await ReadReplyAsync(id, cancellationToken));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or JsonException)
        {
            throw new CallException(TransportErrors.LostAfterSend, "connection lost", e);
        }
    }

    /// <summary>Has the server carry out a command, over a connection to its port for commands, and gives what it prints.</summary>
    /// <exception cref="CallException">The connection ended after the request began to leave.</exception>
    /// <exception cref="ProbeException">The server refused.</exception>
    public async Task<string> CommandAsync(string command, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var id = ++requests;
        var request = string.Create(
            CultureInfo.InvariantCulture, $$"""{"method":"{{command}}","params":{{JsonSerializer.Serialize(arguments)}},"id":{{id}}}""");
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), cancellationToken);
            var reply = await ReadReplyAsync(id, cancellationToken);
            return reply.TryGetProperty("error", out var error) && error.ValueKind is not JsonValueKind.Null
                ? throw new ProbeException(error.ToString().Trim())
                : reply.GetProperty("result").ToString();
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or JsonException)
        {
            throw new CallException(TransportErrors.LostAfterSend, "connection lost", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static JsonElement ResultOf(JsonElement reply)
    {
        if (reply.TryGetProperty("error", out var error) && error.ValueKind is not JsonValueKind.Null) throw ErrorOf(error);
        var result = reply.GetProperty("result");
        foreach (var item in result.EnumerateArray())
        {
            if (item.ValueKind is JsonValueKind.Object && item.TryGetProperty("error", out _)) throw ErrorOf(item);
        }

        return result;
    }

    private static CallException ErrorOf(JsonElement error) => error.ValueKind is JsonValueKind.Object
        ? OvsdbErrors.Of(
            error.TryGetProperty("error", out var name) ? name.ToString() : "",
            error.TryGetProperty("details", out var details) ? details.ToString() : "")
        : OvsdbErrors.Of(error.ToString(), "");

    private async Task<JsonElement> ReadReplyAsync(long id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await ReadMessageAsync(cancellationToken);
            if (message.TryGetProperty("method", out var method) && method.ValueKind is JsonValueKind.String)
            {
                if (method.GetString() == "echo")
                {
                    await stream.WriteAsync(
                        Encoding.UTF8.GetBytes($$"""{"id":{{message.GetProperty("id").GetRawText()}},"result":[],"error":null}"""), cancellationToken);
                }
            }
            else if (message.TryGetProperty("id", out var answered) && answered.ValueKind is JsonValueKind.Number && answered.GetInt64() == id)
            {
                return message;
            }
        }
    }

    // Messages follow each other without anything between them: one ends where its outermost brace closes.
    private async Task<JsonElement> ReadMessageAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (EndOfMessage(unread) is { } end)
            {
                using var document = JsonDocument.Parse(unread.AsMemory(0, end));
                unread = unread[end..];
                return document.RootElement.Clone();
            }

            if (unread.Length > LongestMessage) throw new IOException("OVSDB sent a message without an end.");
            var read = await stream.ReadAsync(buffer, cancellationToken);
            if (read == 0) throw new EndOfStreamException("OVSDB closed the connection.");
            unread = [.. unread, .. buffer.AsSpan(0, read)];
        }
    }

    private static int? EndOfMessage(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
        return reader.Read() && reader.TrySkip() ? (int)reader.BytesConsumed : null;
    }
}
