using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>A conversation with one subsystem of the kernel. Requests are carried out before the sending call returns.</summary>
internal sealed unsafe class NetlinkSocket : IDisposable
{
    /// <summary>Routes, links and queueing disciplines.</summary>
    public const int Route = 0;

    /// <summary>Netfilter, with nf_tables.</summary>
    public const int Netfilter = 12;

    private const int ReceiveBytes = 1 << 16;
    private const int TimeoutSeconds = 5;

    private readonly byte[] buffer = new byte[ReceiveBytes];
    private readonly int file;

    /// <summary>Opens it.</summary>
    /// <exception cref="AgentException">The kernel has no such subsystem.</exception>
    public NetlinkSocket(int protocol)
    {
        file = Libc.Socket(Libc.AddressFamilyNetlink, Libc.SocketRaw | Libc.CloseOnExec, protocol);
        if (file < 0)
        {
            throw new AgentException(
                $"Opening netlink {protocol}",
                Marshal.GetLastPInvokeError(),
                "The kernel needs netlink and netfilter (CONFIG_NETFILTER_NETLINK).");
        }

        // Answers are there when send returns; the time-out is for a kernel that breaks this rule.
        var timeout = stackalloc long[2] { TimeoutSeconds, 0 };
        _ = Libc.SetSocketOption(file, Libc.OptionLevelSocket, Libc.OptionReceiveTimeout, timeout, 16);
    }

    /// <summary>Its file descriptor, for calls of its owner.</summary>
    public int File => file;

    /// <summary>Sets an option of the socket.</summary>
    /// <exception cref="AgentException">The kernel refuses.</exception>
    public void SetOption(int level, int option, int value)
    {
        if (Libc.SetSocketOption(file, level, option, &value, sizeof(int)) != 0)
        {
            throw new AgentException(
                $"Setting option {option} of a netlink socket", Marshal.GetLastPInvokeError(), "The agent needs the capability NET_ADMIN.");
        }
    }

    /// <summary>Sends messages in one call.</summary>
    /// <exception cref="AgentException">They could not be sent.</exception>
    public void Send(ReadOnlySpan<byte> messages)
    {
        nint sent;
        fixed (byte* first = messages)
        {
            do
            {
                sent = Libc.Send(file, first, messages.Length, 0);
            }
            while (sent < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
        }

        if (sent != messages.Length)
        {
            throw new AgentException(
                $"Sending {messages.Length} bytes to the kernel", Marshal.GetLastPInvokeError(), "Expected netlink to take them.");
        }
    }

    /// <summary>Waits for messages and returns those of one receive, valid until the next.</summary>
    /// <exception cref="AgentException">None came.</exception>
    public IReadOnlyList<NetlinkMessage> Receive()
    {
        nint received;
        fixed (byte* first = buffer)
        {
            do
            {
                received = Libc.Receive(file, first, buffer.Length, 0);
            }
            while (received < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
        }

        if (received < 0)
        {
            throw new AgentException(
                "Waiting for the kernel's answer", Marshal.GetLastPInvokeError(), $"Expected one within {TimeoutSeconds} s.");
        }

        return NetlinkMessage.Split(buffer.AsMemory(0, (int)received));
    }

    /// <summary>Sends a request and returns its answer: 0, or the error's number.</summary>
    public int Ask(NetlinkWriter request) => Ask(request.ToArray());

    /// <summary>Sends a request and returns its answer: 0, or the error's number.</summary>
    public int Ask(byte[] request)
    {
        Send(request);
        while (true)
        {
            foreach (var message in Receive())
            {
                if (message.IsAnswer)
                    return message.Errno;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Libc.Close(file);
}
