using System.Net;

namespace Chaos.Agent;

/// <summary>
/// Messages of nf_tables for one table of the family ip with one chain at the input hook and rules <c>ip saddr ADDRESS counter drop</c>.
/// The chain comes before all others (priority -300), connection tracking included, so that packets of established connections are
/// dropped too. Pure: bytes in, bytes out.
/// </summary>
internal static class NftMessages
{
    /// <summary>The one chain.</summary>
    public const string Chain = "in";

    private const int BeforeAll = -300;
    private const uint Drop = 0;

    /// <summary>Asks for the rules of the chain. No table, no rules: that is no error.</summary>
    public static byte[] ListRules(string table) => new NetlinkWriter()
        .Message(NftWriter.GetRule, NftWriter.Request | NftWriter.Dump, 1)
        .Text(1, table)
        .Text(2, Chain)
        .ToArray();

    /// <summary>Asks for the table itself: the answer is an error if it is not there.</summary>
    public static byte[] FindTable(string table) => new NetlinkWriter()
        .Message(NftWriter.GetTable, NftWriter.Request | NftWriter.Answer, 1)
        .Text(1, table)
        .ToArray();

    /// <summary>Removes and adds rules in one transaction; makes table and chain where they are missing.</summary>
    /// <param name="table">Ours.</param>
    /// <param name="remove">Handles of rules.</param>
    /// <param name="add">Addresses to drop from.</param>
    /// <param name="changes">How many answers the kernel owes.</param>
    public static byte[] Change(string table, IReadOnlyCollection<ulong> remove, IReadOnlyCollection<IPAddress> add, out int changes)
    {
        var writer = NftWriter.Begin();
        uint sequence = 1;
        writer.Message(NftWriter.NewTable, NftWriter.Request | NftWriter.Answer | NftWriter.Create, sequence++).Text(1, table);
        writer.InputChain(sequence++, table, Chain, BeforeAll);
        foreach (var handle in remove)
        {
            writer.Message(NftWriter.DeleteRule, NftWriter.Request | NftWriter.Answer, sequence++)
                .Text(1, table)
                .Text(2, Chain)
                .LongNumber(3, handle);
        }

        foreach (var source in add)
            writer.Rule(sequence++, table, Chain, expressions => DropFrom(expressions, source));

        changes = (int)sequence - 1;
        return NftWriter.End(writer, sequence);
    }

    /// <summary>Removes the table with all that is in it; one answer.</summary>
    public static byte[] Remove(string table)
    {
        var writer = NftWriter.Begin();
        writer.Message(NftWriter.DeleteTable, NftWriter.Request | NftWriter.Answer, 1).Text(1, table);
        return NftWriter.End(writer, 2);
    }

    /// <summary>Reads a listed rule.</summary>
    /// <exception cref="FormatException">It has no handle, or a number in it has a wrong length.</exception>
    public static DropRule ReadRule(NetlinkMessage message)
    {
        var rule = NetlinkAttribute.Split(message.Payload[NftWriter.FixedPartBytes..]);
        var handle = NetlinkAttribute.Find(rule, 3)?.LongNumber ?? throw new FormatException("The kernel listed a rule without a handle.");
        var expressions = NetlinkAttribute.Find(rule, 4)?.Nest ?? [];
        return IsDrop(expressions, out var source, out var packets)
            ? new DropRule(handle, source, packets)
            : new DropRule(handle, null, 0);
    }

    private static void DropFrom(NetlinkWriter rule, IPAddress source) => rule
        .Load(NftWriter.NetworkHeader, NftWriter.SourceOffset, NftWriter.AddressBytes)
        .Compare(NftWriter.Equal, source.GetAddressBytes())
        .Expression("counter", data => data.LongNumber(1, 0).LongNumber(2, 0))
        .Verdict(Drop);

    private static bool IsDrop(IReadOnlyList<NetlinkAttribute> expressions, out IPAddress? source, out long packets)
    {
        source = null;
        packets = 0;
        if (expressions.Count != 4)
            return false;
        var payload = NftWriter.Data(expressions[0], "payload");
        var compare = NftWriter.Data(expressions[1], "cmp");
        var counter = NftWriter.Data(expressions[2], "counter");
        var immediate = NftWriter.Data(expressions[3], "immediate");
        if (NetlinkAttribute.Find(payload, 2)?.Number != NftWriter.NetworkHeader
            || NetlinkAttribute.Find(payload, 3)?.Number != NftWriter.SourceOffset
            || NetlinkAttribute.Find(payload, 4)?.Number != NftWriter.AddressBytes
            || NetlinkAttribute.Find(compare, 2)?.Number != NftWriter.Equal
            || NetlinkAttribute.Find(compare, 3)?.Nest is not [{ Value.Length: 4 } address]
            || NetlinkAttribute.Find(counter, 2) is not { } count
            || NetlinkAttribute.Find(immediate, 2)?.Nest is not [{ Type: 2 } verdict]
            || NetlinkAttribute.Find(verdict.Nest, 1)?.Number != Drop)
        {
            return false;
        }

        source = new IPAddress(address.Value.Span);
        packets = (long)count.LongNumber;
        return true;
    }
}
