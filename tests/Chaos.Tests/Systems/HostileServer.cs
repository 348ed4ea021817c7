using System.Net;
using System.Net.Sockets;

namespace Chaos.Tests.Systems;

/// <summary>
/// A server that speaks just enough HTTP/2 to count what a client sends, and then does what a test tells it. It counts whole
/// requests (a message was complete) and begun ones (their headers arrived).
/// </summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<HostileConnection, int, Task> onRequest;
    private readonly Func<HostileConnection, bool> onConnection;
    private readonly List<Task> connections = [];
    private readonly Task accepting;
    private int connectionCount;
    private int begunCount;
    private int requestCount;

    /// <summary>Starts it.</summary>
    /// <param name="onRequest">What it does with a whole request; gets the connection and the stream's number.</param>
    /// <param name="onConnection">Whether it goes on with a new connection; else it is closed at once.</param>
    /// <param name="at">Where it listens; anywhere by default.</param>
    public HostileServer(
        Func<HostileConnection, int, Task>? onRequest = null, Func<HostileConnection, bool>? onConnection = null, IPEndPoint? at = null)
    {
        listener = new TcpListener(at ?? new IPEndPoint(IPAddress.Loopback, 0));
        this.onRequest = onRequest ?? ((_, _) => Task.CompletedTask);
        this.onConnection = onConnection ?? (_ => true);
        listener.Start();
        accepting = AcceptAsync();
    }

    public IPEndPoint Endpoint => (IPEndPoint)listener.LocalEndpoint;

    public int Connections => Volatile.Read(ref connectionCount);

    public int Begun => Volatile.Read(ref begunCount);

    public int Requests => Volatile.Read(ref requestCount);

    /// <summary>Completes when the first whole request has arrived.</summary>
    public TaskCompletionSource FirstRequest { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void CountBegun() => Interlocked.Increment(ref begunCount);

    public Task TakeRequestAsync(HostileConnection connection, int stream)
    {
        Interlocked.Increment(ref requestCount);
        FirstRequest.TrySetResult();
        return onRequest(connection, stream);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(connections);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = new HostileConnection(this, await listener.AcceptSocketAsync(stopping.Token));
                Interlocked.Increment(ref connectionCount);
                if (onConnection(connection)) connections.Add(connection.RunAsync(stopping.Token));
                else connection.Reset();
            }
        }
        // A listener that was stopped between two connections says that it does not listen.
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
        }
    }
}
