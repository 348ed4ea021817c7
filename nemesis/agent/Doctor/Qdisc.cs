using System.Buffers.Binary;

namespace Chaos.Agent;

/// <summary>Asks the kernel for a queueing discipline (rtnetlink(7)) on the loopback interface, and takes it away again.</summary>
internal static class Qdisc
{
    private const ushort NewQdisc = 36, DeleteQdisc = 37;
    private const ushort Request = 1, Answer = 4, Exclusive = 0x200, Create = 0x400;
    private const int Loopback = 1, FixedPartBytes = 20, NetemBytes = 24, LimitAt = 4;

    /// <summary>0 if netem is there, else the kernel's error. It delays and loses nothing while it is set.</summary>
    public static int TryNetem()
    {
        using var kernel = new NetlinkSocket(NetlinkSocket.Route);
        var errno = kernel.Ask(Message(NewQdisc, Create | Exclusive));
        if (errno == 0)
            _ = kernel.Ask(Message(DeleteQdisc, 0));
        return errno;
    }

    /// <summary>The request that sets or removes it.</summary>
    public static NetlinkWriter Message(ushort type, ushort flags)
    {
        // tcmsg: family, padding, interface, handle, parent (root), info.
        Span<byte> fixedPart = stackalloc byte[FixedPartBytes];
        fixedPart.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(fixedPart[4..], Loopback);
        BinaryPrimitives.WriteUInt32LittleEndian(fixedPart[12..], uint.MaxValue);
        Span<byte> options = stackalloc byte[NetemBytes];
        options.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(options[LimitAt..], 1000);
        return new NetlinkWriter()
            .Begin(type, (ushort)(Request | Answer | flags), 1, fixedPart)
            .Text(1, "netem")
            .Bytes(2, options);
    }
}
