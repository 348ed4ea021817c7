using System.Net;

namespace Chaos.Agent;

/// <summary>The TCP connections of the pod, of the node's processes too: they share its network.</summary>
internal sealed class Connections : IConnections
{
    private const int SocketDiagnosis = 4;
    private const string Needs =
        "The agent needs the capability NET_ADMIN and a kernel that can close connections of others (CONFIG_INET_DIAG_DESTROY).";

    /// <inheritdoc/>
    public int Close(IReadOnlyCollection<IPAddress> peers)
    {
        using var kernel = new NetlinkSocket(SocketDiagnosis);
        var found = new List<byte[]>();
        foreach (var family in new[] { DiagMessages.Ip, DiagMessages.Ip6 })
            Find(kernel, family, peers, found);
        var closed = 0;
        foreach (var end in found)
            closed += End(kernel, end) ? 1 : 0;
        return closed;
    }

    /// <summary>Whether the kernel can: tried on a connection that does not exist.</summary>
    /// <exception cref="AgentException">It cannot; the message says what is missing.</exception>
    public static void Try()
    {
        using var kernel = new NetlinkSocket(SocketDiagnosis);
        var nobody = new byte[72];
        nobody[0] = DiagMessages.Ip;
        // Ports and addresses of nobody, and no cookie (all ones).
        nobody.AsSpan(4, 8).Fill(0x7f);
        nobody.AsSpan(44, 8).Fill(0xff);
        End(kernel, DiagMessages.End(new NetlinkMessage(0, 0, 0, nobody)));
    }

    private static void Find(NetlinkSocket kernel, byte family, IReadOnlyCollection<IPAddress> peers, List<byte[]> found)
    {
        kernel.Send(DiagMessages.List(family));
        while (true)
        {
            foreach (var message in kernel.Receive())
            {
                if ((message.IsAnswer || message.IsEndOfDump) && message.Errno is var errno and not 0 and not Libc.NoEntry)
                    throw new AgentException("Listing the connections", errno, Needs);
                if (message.IsAnswer || message.IsEndOfDump)
                    return;
                if (DiagMessages.IsConnection(message) && peers.Contains(DiagMessages.RemoteOf(message)))
                    found.Add(DiagMessages.End(message));
            }
        }
    }

    // False where it went by itself meanwhile.
    private static bool End(NetlinkSocket kernel, byte[] request) => kernel.Ask(request) switch
    {
        0 => true,
        Libc.NoEntry => false,
        var errno => throw new AgentException("Closing a connection", errno, Needs),
    };
}
