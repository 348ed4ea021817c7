using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Chaos.Tests.Systems;

namespace Chaos.Tests.Consensus.Served;

/// <summary>A cluster of one name at an address of this machine, for clients of programs over TCP.</summary>
internal sealed class ServedCluster(IPEndPoint endpoint) : ICluster
{
    public string Backend => "loopback";

    public IReadOnlyList<INode> Nodes { get; } = [new LoopbackNode("n1", endpoint)];

    /// <summary>An address where nothing listens.</summary>
    public static IPEndPoint FreeEndpoint()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    public bool TryGetFaults<TFaults>([NotNullWhen(true)] out TFaults? faults)
        where TFaults : class
    {
        faults = null;
        return false;
    }

    public IAsyncEnumerable<NodeLogLine> FollowLogAsync(string node, CancellationToken cancellationToken) => AsyncEnumerable.Empty<NodeLogLine>();

    public ValueTask CollectAsync(string directory, CancellationToken cancellationToken) => default;

    public ValueTask DisposeAsync() => default;
}
