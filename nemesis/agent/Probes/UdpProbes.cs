using System.Net;
using System.Net.Sockets;

namespace Chaos.Agent;

/// <summary>Sends probes from, and counts those that arrive at, one UDP port.</summary>
internal sealed class UdpProbes : IProbes, IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ProbeTally tally = new();
    private readonly AgentClock clock;
    private readonly int port;

    /// <summary>Listens from now on.</summary>
    /// <exception cref="AgentException">The port is taken.</exception>
    public UdpProbes(AgentClock clock, int port)
    {
        this.clock = clock;
        this.port = port;
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new AgentException(
                $"Cannot listen for probes at UDP port {port}: {e.Message}. Expected it free: the agent starts before the node.");
        }

        new Thread(Listen) { IsBackground = true, Name = "probes" }.Start();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProbeSent>> SendAsync(long nonce, IReadOnlyList<IPAddress> targets, int count, TimeSpan interval)
    {
        var sent = targets.Select(t => new ProbeSent(t.ToString(), 0)).ToArray();
        for (var sequence = 0; sequence < count; sequence++)
        {
            if (sequence > 0 && interval > TimeSpan.Zero)
                await Task.Delay(interval, clock.Time);
            var bytes = new ProbeDatagram(nonce, sequence).ToArray();
            for (var i = 0; i < sent.Length; i++)
                sent[i] = Send(sent[i], new IPEndPoint(targets[i], port), bytes);
        }

        return sent;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ProbeSeen> Seen(long nonce) => tally.Of(nonce);

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private ProbeSent Send(ProbeSent before, IPEndPoint target, byte[] bytes)
    {
        try
        {
            socket.SendTo(bytes, target);
            return before with { Datagrams = before.Datagrams + 1 };
        }
        catch (SocketException e)
        {
            return before with { Error = $"Cannot send to {target}: {e.Message}." };
        }
    }

    private void Listen()
    {
        // One byte more than a probe has: a longer datagram is seen to be none.
        var buffer = new byte[ProbeDatagram.Bytes + 1];
        while (true)
        {
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            try
            {
                var length = socket.ReceiveFrom(buffer, ref from);
                if (ProbeDatagram.TryRead(buffer.AsSpan(0, length), out var datagram))
                    tally.Add(((IPEndPoint)from).Address, datagram, clock.NowNs);
            }
            catch (SocketException e) when (e.SocketErrorCode is not (SocketError.OperationAborted or SocketError.Interrupted))
            {
                // An error that a sent datagram came back with, or a datagram that is too long: neither is a probe.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
