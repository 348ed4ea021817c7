using System.Net;
using Grpc.Core;
using Grpc.Net.Client;

namespace Chaos.Systems;

/// <summary>A gRPC channel to one node, without retries, load balancing or failover, on <see cref="SingleSendSockets"/>.</summary>
internal sealed class NodeChannel : IAsyncDisposable
{
    // A read of a whole set, or a piece of a snapshot.
    private const int LargestMessageBytes = 64 << 20;

    private readonly SingleSendSockets sockets;
    private readonly GrpcChannel channel;

    /// <summary>Makes a channel; it connects when it is first used.</summary>
    /// <param name="endpoint">The node's address and port.</param>
    /// <param name="connectWithin">How long a connection may take.</param>
    /// <param name="time">Measures that.</param>
    public NodeChannel(IPEndPoint endpoint, TimeSpan connectWithin, TimeProvider time)
    {
        sockets = new SingleSendSockets(endpoint, connectWithin, time);
        channel = GrpcChannel.ForAddress($"http://{endpoint}", new GrpcChannelOptions
        {
            HttpHandler = sockets.Handler,
            DisposeHttpClient = true,
            Credentials = ChannelCredentials.Insecure,
            ServiceConfig = null,
            MaxReceiveMessageSize = LargestMessageBytes,
            DisableResolverServiceConfig = true,
        });
        Invoker = channel.CreateCallInvoker();
    }

    /// <summary>Carries out calls.</summary>
    public CallInvoker Invoker { get; }

    /// <summary>Starts a recorded operation: the next call may send its message once. One operation at a time.</summary>
    public SendPermit BeginOperation() => sockets.BeginOperation();

    /// <summary>Closes the connection at once; calls that are under way end with an error.</summary>
    public async ValueTask DisposeAsync()
    {
        await sockets.DisposeAsync();
        channel.Dispose();
    }
}
