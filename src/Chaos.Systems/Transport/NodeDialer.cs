using System.Net;
using System.Net.Sockets;

namespace Chaos.Systems;

/// <summary>Makes TCP connections to one port of one node; a failure says what it proves.</summary>
/// <param name="Endpoint">The node's address and port.</param>
/// <param name="ConnectWithin">How long a connection may take.</param>
/// <param name="RefusalIsProof">Whether a refused connection comes from the node itself.</param>
/// <param name="Time">Measures that.</param>
internal sealed record NodeDialer(IPEndPoint Endpoint, TimeSpan ConnectWithin, bool RefusalIsProof, TimeProvider Time)
{
    // Shorter than any sensible deadline of an operation, so that a node that cannot be reached is a fail and not an info.
    private static readonly TimeSpan usual = TimeSpan.FromSeconds(1);

    /// <summary>To a named port of a node, within a second.</summary>
    public static NodeDialer To(INode node, string port, TimeProvider time) => new(node.EndpointOf(port), usual, node.RefusalIsProof, time);

    /// <summary>Connects.</summary>
    /// <exception cref="CallException">It did not come about in time; nothing was sent.</exception>
    public async Task<NetworkStream> ConnectAsync(CancellationToken cancellationToken)
    {
        // Closed at once when it is given up: what was not sent by then never is.
        var socket = new Socket(Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new(true, 0) };
        using var late = new CancellationTokenSource(ConnectWithin, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await socket.ConnectAsync(Endpoint, either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw e switch
            {
                SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
                    new CallException(RefusalIsProof ? TransportErrors.Refused : TransportErrors.RefusedByProxy, "", e),
                SocketException other => new CallException(TransportErrors.NotConnected, $"{other.SocketErrorCode}", e),
                _ => new CallException(TransportErrors.NotConnected, $"nothing within {ConnectWithin.TotalMilliseconds:0} ms", e),
            };
        }
    }
}
