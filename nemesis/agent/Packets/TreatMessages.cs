using System.Buffers.Binary;
using System.Net;

namespace Chaos.Agent;

/// <summary>
/// Messages of nf_tables for the table that sends packets to the delay line. At the input hook, after the cuts, a chain lets the probes of
/// cuts pass and queues what comes from the treated sources; a second chain doubles what the delay line has marked, by sending a copy to
/// the pod itself. Copies come in by the loopback interface, which both chains leave alone. Pure: bytes in, bytes out.
/// </summary>
internal static class TreatMessages
{
    private const string Lines = "lines", Copies = "copies";
    private const int AfterCuts = -290, AfterLines = -280;
    private const uint MetaMark = 3, MetaInterface = 4, MetaProtocol = 16, Loopback = 1;
    private const byte Udp = 17;
    private const uint Accept = 1, PortBytes = 2, DestinationPortOffset = 2;
    private const ushort OneQueue = 1, Bypass = 1;
    private const string Native = "queue", Compatible = "target";

    /// <summary>
    /// Replaces all rules in one transaction; makes table and chains where they are missing.
    /// </summary>
    /// <param name="table">Ours.</param>
    /// <param name="sources">Whose packets go to the delay line.</param>
    /// <param name="native">By nf_tables' own expression, else by that of iptables.</param>
    /// <param name="copies">Whether some packets are doubled.</param>
    /// <param name="changes">How many answers the kernel owes.</param>
    public static byte[] Replace(string table, IReadOnlyCollection<IPAddress> sources, bool native, bool copies, out int changes)
    {
        var writer = NftWriter.Begin();
        uint sequence = 1;
        writer.Message(NftWriter.NewTable, NftWriter.Request | NftWriter.Answer | NftWriter.Create, sequence++).Text(1, table);
        foreach (var (chain, priority) in new[] { (Lines, AfterCuts), (Copies, AfterLines) })
        {
            writer.InputChain(sequence++, table, chain, priority);
            // Without a handle all rules of the chain go.
            writer.Message(NftWriter.DeleteRule, NftWriter.Request | NftWriter.Answer, sequence++).Text(1, table).Text(2, chain);
        }

        writer.Rule(sequence++, table, Lines, LetProbesPass);
        foreach (var source in sources)
            writer.Rule(sequence++, table, Lines, rule => QueueFrom(rule, source, native));
        if (copies)
            writer.Rule(sequence++, table, Copies, CopyMarked);
        changes = (int)sequence - 1;
        return NftWriter.End(writer, sequence);
    }

    /// <summary>Asks for all rules of the table.</summary>
    public static byte[] ListRules(string table) => new NetlinkWriter()
        .Message(NftWriter.GetRule, NftWriter.Request | NftWriter.Dump, 1)
        .Text(1, table)
        .ToArray();

    /// <summary>Whose packets a listed rule sends to the delay line; null if it is another rule.</summary>
    public static IPAddress? ReadSource(NetlinkMessage message)
    {
        var rule = NetlinkAttribute.Split(message.Payload[NftWriter.FixedPartBytes..]);
        var expressions = NetlinkAttribute.Find(rule, 4)?.Nest ?? [];
        return expressions.Count == 5
            && NftWriter.NameOf(expressions[4]) is Native or Compatible
            && NetlinkAttribute.Find(NftWriter.Data(expressions[2], "payload"), 3)?.Number == NftWriter.SourceOffset
            && NetlinkAttribute.Find(NftWriter.Data(expressions[3], "cmp"), 3)?.Nest is [{ Value.Length: 4 } address]
                ? new IPAddress(address.Value.Span)
                : null;
    }

    private static void LetProbesPass(NetlinkWriter rule)
    {
        Span<byte> port = stackalloc byte[(int)PortBytes];
        BinaryPrimitives.WriteUInt16BigEndian(port, AgentProtocol.ProbePort);
        rule.LoadMeta(MetaProtocol)
            .Compare(NftWriter.Equal, [Udp])
            .Load(NftWriter.TransportHeader, DestinationPortOffset, PortBytes)
            .Compare(NftWriter.Equal, port)
            .Verdict(Accept);
    }

    private static void QueueFrom(NetlinkWriter rule, IPAddress source, bool native)
    {
        NotByLoopback(rule)
            .Load(NftWriter.NetworkHeader, NftWriter.SourceOffset, NftWriter.AddressBytes)
            .Compare(NftWriter.Equal, source.GetAddressBytes());
        if (native)
        {
            rule.Expression(Native, data => data
                .ShortNumber(1, QueueMessages.Queue).ShortNumber(2, OneQueue).ShortNumber(3, Bypass));
            return;
        }

        // xt_NFQ_info_v3: queue, queues, flags, in the machine's order, aligned to 8 bytes.
        var info = new byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(info, QueueMessages.Queue);
        BinaryPrimitives.WriteUInt16LittleEndian(info.AsSpan(2), OneQueue);
        BinaryPrimitives.WriteUInt16LittleEndian(info.AsSpan(4), Bypass);
        rule.Expression(Compatible, data => data.Text(1, "NFQUEUE").Number(2, 3).Bytes(3, info));
    }

    private static void CopyMarked(NetlinkWriter rule)
    {
        Span<byte> mark = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(mark, QueueMessages.CopyMark);
        NotByLoopback(rule)
            .LoadMeta(MetaMark)
            .Compare(NftWriter.Equal, mark)
            .Load(NftWriter.NetworkHeader, NftWriter.DestinationOffset, NftWriter.AddressBytes)
            .Expression("dup", data => data.Number(1, NftWriter.Register));
    }

    // Interface numbers are in the machine's order.
    private static NetlinkWriter NotByLoopback(NetlinkWriter rule)
    {
        Span<byte> loopback = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(loopback, Loopback);
        return rule.LoadMeta(MetaInterface).Compare(NftWriter.NotEqual, loopback);
    }
}
