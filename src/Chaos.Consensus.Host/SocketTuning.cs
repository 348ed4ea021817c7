using System.Buffers.Binary;
using System.Net.Sockets;

namespace Chaos.Consensus.Host;

/// <summary>How the connections between nodes are set.</summary>
internal static class SocketTuning
{
    private const int TcpLevel = 6;
    private const int UserTimeout = 18;
    private const int UserTimeoutMs = 1_000;

    /// <summary>
    /// No waiting for more to send. And a connection whose bytes nobody acknowledged for a second is given up: after a cut the kernel would go on
    /// with it only when its own, growing pauses allow; a new one works at once.
    /// </summary>
    public static void Apply(Socket socket)
    {
        socket.NoDelay = true;
        if (!OperatingSystem.IsLinux()) return;
        Span<byte> value = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(value, UserTimeoutMs);
        socket.SetRawSocketOption(TcpLevel, UserTimeout, value);
    }
}
