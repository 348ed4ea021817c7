using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Chaos.Tests.Systems.Postgres;

/// <summary>The server's half of PostgreSQL's protocol, as far as a log-in and answers without rows need it.</summary>
internal static class PostgresScript
{
    /// <summary>The answer that ends the connection.</summary>
    public const string End = "end";

    private const int LongestMessage = 1 << 16;

    /// <summary>A server that lets everybody in, and answers statements as told: an error's code, null for success, or <see cref="End"/>.</summary>
    public static ScriptedServer Server(Func<string, string?> answer) => new(async (stream, stop) =>
    {
        await ReadAsync(stream, stop);
        await SendAsync(stream, 'R', [0, 0, 0, 0], stop);
        await SendAsync(stream, 'K', new byte[8], stop);
        await SendAsync(stream, 'S', [.. "server_version\017.0\0"u8], stop);
        await SendAsync(stream, 'Z', [(byte)'I'], stop);
        while (true)
        {
            var statement = "";
            while (true)
            {
                var kind = new byte[1];
                await stream.ReadExactlyAsync(kind, stop);
                var content = await ReadAsync(stream, stop);
                if (kind[0] == 'X') return;
                if (kind[0] == 'P') statement = Encoding.UTF8.GetString(content).Split('\0')[1];
                if (kind[0] == 'S') break;
            }

            var code = answer(statement);
            if (code == End) return;
            await AnswerAsync(stream, code, stop);
        }
    });

    private static async Task AnswerAsync(NetworkStream stream, string? code, CancellationToken stop)
    {
        if (code is null)
        {
            await SendAsync(stream, '1', [], stop);
            await SendAsync(stream, '2', [], stop);
            await SendAsync(stream, 'n', [], stop);
            await SendAsync(stream, 'C', [.. "INSERT 0 1\0"u8], stop);
        }
        else
        {
            await SendAsync(stream, 'E', [.. Encoding.ASCII.GetBytes($"SERROR\0VERROR\0C{code}\0Mwords\0\0")], stop);
        }

        await SendAsync(stream, 'Z', [(byte)'I'], stop);
    }

    private static async Task SendAsync(NetworkStream stream, char kind, byte[] content, CancellationToken stop)
    {
        var message = new byte[5 + content.Length];
        message[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + content.Length);
        content.CopyTo(message, 5);
        await stream.WriteAsync(message, stop);
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        var head = new byte[4];
        await stream.ReadExactlyAsync(head, stop);
        var length = BinaryPrimitives.ReadInt32BigEndian(head) - 4;
        if (length is < 0 or > LongestMessage) throw new IOException("A message is too long.");
        var content = new byte[length];
        await stream.ReadExactlyAsync(content, stop);
        return content;
    }
}
