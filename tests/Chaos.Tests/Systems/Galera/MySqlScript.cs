using System.Net.Sockets;
using System.Text;

namespace Chaos.Tests.Systems.Galera;

/// <summary>The server's half of MySQL's protocol, as far as a log-in and answers without rows need it.</summary>
internal static class MySqlScript
{
    private const int LongestPacket = 1 << 16;

    /// <summary>A server that lets everybody in, and answers statements as told: an error's number, 0 for success, or -1 to end the connection.</summary>
    public static ScriptedServer Server(Func<string, int> answer) => new(async (stream, stop) =>
    {
        await SendAsync(stream, 0, [.. Greeting()], stop);
        await ReadAsync(stream, stop);
        await SendAsync(stream, 2, Fine, stop);
        while (true)
        {
            var packet = await ReadAsync(stream, stop);
            if (packet is [1, ..]) return;
            var number = packet is [3, ..] ? answer(Encoding.UTF8.GetString(packet[1..])) : 0;
            if (number < 0) return;
            await SendAsync(stream, 1, number == 0 ? Fine : [.. Error(number)], stop);
        }
    });

    private static byte[] Fine { get; } = [0, 1, 0, 2, 0, 0, 0];

    private static IEnumerable<byte> Greeting() =>
    [
        10, .. "11.8.9-MariaDB\0"u8, 1, 0, 0, 0, .. "12345678"u8, 0, 0x0A, 0xA2, 0x2D, 2, 0, 0x08, 0x00, 21,
        .. new byte[10], .. "123456789012"u8, 0, .. "mysql_native_password\0"u8,
    ];

    private static IEnumerable<byte> Error(int number) => [0xFF, (byte)number, (byte)(number >> 8), .. "#HY000words"u8];

    private static async Task SendAsync(NetworkStream stream, byte sequence, byte[] content, CancellationToken stop) =>
        await stream.WriteAsync((byte[])[(byte)content.Length, (byte)(content.Length >> 8), 0, sequence, .. content], stop);

    private static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        var head = new byte[4];
        await stream.ReadExactlyAsync(head, stop);
        var length = head[0] | (head[1] << 8) | (head[2] << 16);
        if (length > LongestPacket) throw new IOException("A packet is too long.");
        var content = new byte[length];
        await stream.ReadExactlyAsync(content, stop);
        return content;
    }
}
