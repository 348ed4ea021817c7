using System.Net;
using System.Net.Sockets;

namespace Chaos.Systems;

/// <summary>
/// HTTP to one node over at most one connection at a time, without redirects, proxies, or a second sending. With
/// <see cref="BeginOperation"/> each message is sent at most once, and a connection that breaks after it began to leave is not replaced for
/// its sake.
/// </summary>
internal sealed class SingleSendSockets : IAsyncDisposable
{
    private readonly IPEndPoint endpoint;
    private readonly TimeSpan connectWithin;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource closing = new();
    private SendPermit? current;
    private int closed;
    private Socket? connected;

    /// <summary>Makes it; it connects when it is first used.</summary>
    /// <param name="endpoint">The node's address and port.</param>
    /// <param name="connectWithin">How long a connection may take.</param>
    /// <param name="time">Measures that.</param>
    public SingleSendSockets(IPEndPoint endpoint, TimeSpan connectWithin, TimeProvider time)
    {
        this.endpoint = endpoint;
        this.connectWithin = connectWithin;
        this.time = time;
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = false,
            MaxConnectionsPerServer = 1,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            RequestHeaderEncodingSelector = (name, request) =>
            {
                SingleSendHandler.OnHeader(name, request);
                return null;
            },
            // With a callback of ours the library neither balances load nor keeps connections in reserve.
            ConnectCallback = (_, cancellationToken) => ConnectAsync(cancellationToken),
        };
        Handler = new SingleSendHandler(sockets, () => Volatile.Read(ref current));
    }

    /// <summary>Carries requests; whoever takes it disposes of it.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>Starts a recorded operation: the next request may send its message once. One operation at a time.</summary>
    public SendPermit BeginOperation()
    {
        var permit = new SendPermit();
        Volatile.Write(ref current, permit);
        return permit;
    }

    /// <summary>Requests from here on belong to no recorded operation.</summary>
    public void EndOperation() => Volatile.Write(ref current, null);

    /// <summary>Closes the connection at once; requests that are under way end with an error.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref closed, 1) == 1) return;
        await closing.CancelAsync();
        Volatile.Read(ref connected)?.Dispose();
        closing.Dispose();
    }

    private async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var permit = Volatile.Read(ref current);
        if (permit is { IsUsed: true })
            throw new IOException("The connection broke after the request was sent; it is not replaced for this operation.");
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var late = new CancellationTokenSource(connectWithin, time);
            using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token, closing.Token);
            await socket.ConnectAsync(endpoint, any.Token);
            Interlocked.Exchange(ref connected, socket)?.Dispose();
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            var failure = FailureOf(e);
            if (permit is not null) permit.ConnectFailure = failure;
            throw new IOException(failure.Reason, e);
        }
    }

    private ConnectFailure FailureOf(Exception e) => e switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new(true, "connection refused"),
        SocketException socket => new(false, $"not connected ({socket.SocketErrorCode})"),
        _ => new(false, $"not connected within {connectWithin.TotalMilliseconds} ms"),
    };
}
