using System.Buffers.Binary;
using System.Net;

namespace Chaos.Agent;

/// <summary>
/// Messages of sock_diag(7) about TCP (linux/inet_diag.h): a list of connections, and the end of one. Pure: bytes in, bytes out. Ports
/// and addresses are in network order, all else in the machine's (little-endian).
/// </summary>
internal static class DiagMessages
{
    /// <summary>IPv4.</summary>
    public const byte Ip = 2;

    /// <summary>IPv6: a program that listens on all addresses has its IPv4 connections here, mapped.</summary>
    public const byte Ip6 = 10;

    private const ushort ByFamily = 20, Destroy = 21;
    private const ushort Request = 1, Answer = 4, Dump = 0x300;
    private const byte Tcp = 6;
    private const int RequestBytes = 56, IdBytes = 48, IdAt = 4, AddressBytes = 16, RemoteAt = 4 + AddressBytes, StateAt = 1;
    private const int Listening = 10;

    // All states but LISTEN (10), TIME_WAIT (6) and CLOSE (7): those have nothing to close.
    private const uint Connected = 0xffff & ~((1u << Listening) | (1u << 6) | (1u << 7));

    /// <summary>Asks for all TCP connections of a family.</summary>
    public static byte[] List(byte family)
    {
        Span<byte> request = stackalloc byte[RequestBytes];
        Head(request, family);
        return new NetlinkWriter().Begin(ByFamily, Request | Dump, 1, request).ToArray();
    }

    /// <summary>Ends a connection, by what the kernel told of it.</summary>
    public static byte[] End(NetlinkMessage listed)
    {
        Span<byte> request = stackalloc byte[RequestBytes];
        Head(request, listed.Payload.Span[0]);
        listed.Payload.Span.Slice(IdAt, IdBytes).CopyTo(request[(RequestBytes - IdBytes)..]);
        return new NetlinkWriter().Begin(Destroy, Request | Answer, 1, request).ToArray();
    }

    /// <summary>Whether a message lists a connection.</summary>
    public static bool IsConnection(NetlinkMessage message) =>
        message.Type == ByFamily && message.Payload.Length >= IdAt + IdBytes && message.Payload.Span[StateAt] != Listening;

    /// <summary>The other end of a listed connection, as IPv4 where it is that in IPv6's clothes.</summary>
    public static IPAddress RemoteOf(NetlinkMessage listed)
    {
        var remote = listed.Payload.Span.Slice(IdAt + RemoteAt, AddressBytes);
        var address = new IPAddress(listed.Payload.Span[0] == Ip ? remote[..4] : remote);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private static void Head(Span<byte> request, byte family)
    {
        request.Clear();
        request[0] = family;
        request[1] = Tcp;
        BinaryPrimitives.WriteUInt32LittleEndian(request[4..], Connected);
    }
}
