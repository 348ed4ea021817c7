using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Chaos.Clusters;

/// <summary>The private /24 networks that runs draw from: 10.213.0.0/16 first, 172.30.0.0/16 when those are taken.</summary>
internal static class SubnetPool
{
    /// <summary>Candidates in the order to try: a run's own starting point, so that runs side by side rarely meet.</summary>
    public static IEnumerable<IPNetwork> Candidates(string runId, IReadOnlyCollection<IPNetwork> taken)
    {
        var start = StartOf(runId);
        foreach (var (first, second) in new (byte, byte)[] { (10, 213), (172, 30) })
        {
            for (var i = 0; i < 256; i++)
            {
                var network = new IPNetwork(new IPAddress([first, second, (byte)(start + i), 0]), 24);
                if (!taken.Any(other => Overlap(network, other)))
                    yield return network;
            }
        }
    }

    /// <summary>The networks that this host is in.</summary>
    public static IReadOnlyList<IPNetwork> OfThisHost() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(nic => nic.GetIPProperties().UnicastAddresses)
            .Where(address => address.Address.AddressFamily == AddressFamily.InterNetwork && address.PrefixLength > 0)
            .Select(address => Containing(address.Address, address.PrefixLength)),
    ];

    /// <summary>The network of a prefix length that holds an address.</summary>
    public static IPNetwork Containing(IPAddress address, int prefixLength)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefixLength; bit < 32; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPNetwork(new IPAddress(bytes), prefixLength);
    }

    /// <summary>Host number <paramref name="host"/> of a /24.</summary>
    public static IPAddress AddressAt(IPNetwork network, int host)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        bytes[3] = (byte)host;
        return new IPAddress(bytes);
    }

    private static bool Overlap(IPNetwork a, IPNetwork b) => a.Contains(b.BaseAddress) || b.Contains(a.BaseAddress);

    private static int StartOf(string runId)
    {
        var hash = 17;
        foreach (var c in runId)
            hash = unchecked((hash * 31) + c);
        return hash & 0xff;
    }
}
