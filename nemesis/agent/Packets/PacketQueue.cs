using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>
/// The kernel's packet queue (NFQUEUE). When the agent dies, the kernel forgets the queue, and the rules that point to it let packets pass.
/// Not safe for concurrent use, but for <see cref="Wait"/>.
/// </summary>
internal sealed unsafe class PacketQueue : IPacketQueue
{
    private const int ReceiveBytes = 1 << 16, VerdictBytes = 256 * QueueMessages.MostVerdictBytes;
    private const int KernelBufferBytes = 1 << 24;

    private readonly byte[] buffer = new byte[ReceiveBytes];
    private readonly byte[] verdicts = new byte[VerdictBytes];
    private readonly NetlinkSocket kernel;
    private int start;
    private int end;
    private int written;

    /// <summary>Takes the queue.</summary>
    /// <exception cref="AgentException">The kernel has none, or another program took it.</exception>
    public PacketQueue()
    {
        kernel = new NetlinkSocket(NetlinkSocket.Netfilter);
        try
        {
            kernel.SetOption(Libc.OptionLevelSocket, Libc.OptionReceiveBufferForced, KernelBufferBytes);
            kernel.SetOption(Libc.OptionLevelNetlink, Libc.OptionNoBufferErrors, 1);
            kernel.Send(QueueMessages.Open());
            for (var answers = 0; answers < 3;)
            {
                foreach (var message in kernel.Receive().Where(m => m.IsAnswer))
                {
                    if (message.Errno != 0)
                    {
                        throw new AgentException(
                            "Taking the packet queue", message.Errno,
                            "It needs the capability NET_ADMIN and a kernel with CONFIG_NETFILTER_NETLINK_QUEUE, and no other program may use queue 0.");
                    }

                    answers++;
                }
            }
        }
        catch
        {
            kernel.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Wait(long mostNs)
    {
        var poll = new Libc.PollFile { File = kernel.File, Events = Libc.PollIn };
        var time = stackalloc long[2] { mostNs / 1_000_000_000, mostNs % 1_000_000_000 };
        _ = Libc.Poll(&poll, 1, time, null);
    }

    /// <inheritdoc/>
    public bool TryNext(out uint id, out uint source, out int bytes)
    {
        while (true)
        {
            while (start < end)
            {
                ReadOnlySpan<byte> rest = buffer.AsSpan(start, end - start);
                var isPacket = QueueMessages.TryReadPacket(ref rest, out id, out source, out bytes);
                start = end - rest.Length;
                if (isPacket)
                    return true;
            }

            nint received;
            fixed (byte* first = buffer)
                received = Libc.Receive(kernel.File, first, buffer.Length, Libc.DoNotWait);
            if (received < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted)
                continue;
            if (received <= 0)
            {
                (id, source, bytes) = (0, 0, 0);
                return false;
            }

            (start, end) = (0, (int)received);
        }
    }

    /// <inheritdoc/>
    public void Decide(uint id, bool accepted, bool copied)
    {
        if (written + QueueMessages.MostVerdictBytes > verdicts.Length)
            Flush();
        written += QueueMessages.WriteVerdict(verdicts.AsSpan(written), id, accepted, copied);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        if (written == 0)
            return;
        kernel.Send(verdicts.AsSpan(0, written));
        written = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => kernel.Dispose();
}
