using System.Net;
using System.Net.Sockets;

namespace Chaos.Consensus.Host;

/// <summary>Takes connections of other nodes and of clients, and turns what they send into events.</summary>
internal sealed class NodeListener : IAsyncDisposable
{
    private readonly Socket listener;
    private readonly NodeArguments arguments;
    private readonly NodeEvents events;
    private readonly NodeOutput log;
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;

    /// <summary>Listens on the node's port, on all addresses.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public NodeListener(NodeArguments arguments, NodeEvents events, NodeOutput log)
    {
        (this.arguments, this.events, this.log) = (arguments, events, log);
        var own = arguments.Endpoints[arguments.Place.Self];
        listener = new Socket(own.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.IsLoopback(own.Address) ? own.Address : IPAddress.Any, own.Port));
        listener.Listen(512);
        accepting = Task.Run(AcceptAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Dispose();
        await accepting;
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(closing.Token);
                SocketTuning.Apply(socket);
                _ = Task.Run(() => ServeAsync(socket));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                if (!closing.IsCancellationRequested) log.Write($"a connection was not taken: {e.Message}");
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            var reader = new FrameReader(stream);
            if (await reader.ReadAsync(closing.Token) is not { } first) return;
            var hello = WireHello.Read(first.Span);
            if (hello.System != arguments.System.Name)
                throw new FormatException($"It takes this node for one of '{hello.System}', but it serves {arguments.System.Name}.");
            if (hello.Node == WireHello.Client) await ServeClientAsync(reader, new ClientConnection(socket));
            else if (hello.Node < arguments.Place.Nodes.Count) await ServePeerAsync(reader, hello.Node);
        }
        catch (FormatException e)
        {
            log.Write($"closed the connection of {socket.RemoteEndPoint}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side has gone, or this node ends.
        }
    }

    private async Task ServePeerAsync(FrameReader reader, int peer)
    {
        while (await reader.ReadAsync(closing.Token) is { } content)
            events.Add(new(NodeEventKind.Message, peer, content.ToArray()));
    }

    private async Task ServeClientAsync(FrameReader reader, ClientConnection client)
    {
        var sending = client.SendAsync();
        try
        {
            while (await reader.ReadAsync(closing.Token) is { } content)
            {
                var (call, request) = WireFrame.SplitCall(content);
                events.Add(new(NodeEventKind.Request, call, request.ToArray(), client));
            }
        }
        finally
        {
            events.Add(new(NodeEventKind.ClientGone, 0, null, client));
            client.End();
            await sending;
        }
    }
}
