using System.Net;
using System.Net.Sockets;

namespace Chaos.Agent;

/// <summary>One UDP port at which datagrams of other agents are read on a thread of its own, and from which they are sent.</summary>
internal sealed class ProbeSocket : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ReadDatagram read;
    private readonly int mostBytes;
    private readonly int port;

    /// <summary>Listens from now on.</summary>
    /// <param name="port">The port, here and there.</param>
    /// <param name="mostBytes">The longest datagram that is read whole; one byte of a longer one is read beyond.</param>
    /// <param name="read">Takes each datagram.</param>
    /// <exception cref="AgentException">The port is taken.</exception>
    public ProbeSocket(int port, int mostBytes, ReadDatagram read)
    {
        this.port = port;
        this.mostBytes = mostBytes;
        this.read = read;
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
    }

    /// <summary>Takes a datagram; its bytes are valid until it returns.</summary>
    public delegate void ReadDatagram(IPAddress source, ReadOnlySpan<byte> bytes);

    /// <summary>Begins to listen.</summary>
    public ProbeSocket Listen()
    {
        new Thread(Read) { IsBackground = true, Name = $"probes {port}" }.Start();
        return this;
    }

    /// <summary>Asks for so much room for datagrams that were not read yet, however little the system allows to others.</summary>
    public ProbeSocket WithRoomFor(int bytes)
    {
        Span<byte> value = stackalloc byte[sizeof(int)];
        BitConverter.TryWriteBytes(value, bytes);
        try
        {
            socket.SetRawSocketOption(Libc.OptionLevelSocket, Libc.OptionReceiveBufferForced, value);
        }
        catch (SocketException)
        {
            // Without NET_ADMIN it is what the system gives.
            socket.ReceiveBufferSize = bytes;
        }

        return this;
    }

    /// <summary>Sends one datagram, and adds it to what was sent.</summary>
    public ProbeSent Send(ProbeSent before, IPAddress target, ReadOnlySpan<byte> bytes)
    {
        try
        {
            socket.SendTo(bytes, new IPEndPoint(target, port));
            return before with { Datagrams = before.Datagrams + 1 };
        }
        catch (SocketException e)
        {
            return before with { Error = $"Cannot send to {target}:{port}: {e.Message}." };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private void Read()
    {
        // One byte more than asked for: a longer datagram is seen to be none.
        var buffer = new byte[mostBytes + 1];
        while (true)
        {
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            try
            {
                var length = socket.ReceiveFrom(buffer, ref from);
                read(((IPEndPoint)from).Address, buffer.AsSpan(0, length));
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
