using System.Net;

namespace Chaos.Agent;

/// <summary>
/// Messages of nf_tables (linux/netfilter/nf_tables.h) for one table of the family ip with one chain at the input hook and rules
/// <c>ip saddr ADDRESS counter drop</c>. The chain comes before all others (priority -300), connection tracking included, so that
/// packets of established connections are dropped too. Pure: bytes in, bytes out.
/// </summary>
internal static class NftMessages
{
    /// <summary>The one chain.</summary>
    public const string Chain = "in";

    private const ushort BatchBegin = 0x10, BatchEnd = 0x11;
    private const ushort NewTable = 0, GetTable = 1, DeleteTable = 2, NewChain = 3, NewRule = 6, GetRule = 7, DeleteRule = 8;
    private const ushort Subsystem = 10 << 8;
    private const ushort Request = 1, Answer = 4, Dump = 0x300, Create = 0x400, Append = 0x800;
    private const byte FamilyAny = 0, FamilyIp = 2;
    private const int FixedPartBytes = 4;
    private const uint HookInput = 1, BeforeAll = unchecked((uint)-300);
    private const ushort Element = 1, ExpressionName = 1, ExpressionData = 2;
    private const uint Register = 1, NetworkHeader = 1, SourceOffset = 12, AddressBytes = 4, Equal = 0;
    private const uint VerdictRegister = 0, Drop = 0;

    /// <summary>Whether a message lists a rule.</summary>
    public static bool IsRule(NetlinkMessage message) => message.Type == (Subsystem | NewRule);

    /// <summary>Asks for the rules of the chain. No table, no rules: that is no error.</summary>
    public static byte[] ListRules(string table) => new NetlinkWriter()
        .Begin(Subsystem | GetRule, Request | Dump, 1, Fixed(FamilyIp))
        .Text(1, table)
        .Text(2, Chain)
        .ToArray();

    /// <summary>Asks for the table itself: the answer is an error if it is not there.</summary>
    public static byte[] FindTable(string table) => new NetlinkWriter()
        .Begin(Subsystem | GetTable, Request | Answer, 1, Fixed(FamilyIp))
        .Text(1, table)
        .ToArray();

    /// <summary>Removes and adds rules in one transaction; makes table and chain where they are missing.</summary>
    /// <param name="table">Ours.</param>
    /// <param name="remove">Handles of rules.</param>
    /// <param name="add">Addresses to drop from.</param>
    /// <param name="changes">How many answers the kernel owes.</param>
    public static byte[] Change(string table, IReadOnlyCollection<ulong> remove, IReadOnlyCollection<IPAddress> add, out int changes)
    {
        var writer = Begin();
        uint sequence = 1;
        writer.Begin(Subsystem | NewTable, Request | Answer | Create, sequence++, Fixed(FamilyIp)).Text(1, table);
        writer.Begin(Subsystem | NewChain, Request | Answer | Create, sequence++, Fixed(FamilyIp))
            .Text(1, table)
            .Text(3, Chain)
            .Nest(4, hook => hook.Number(1, HookInput).Number(2, BeforeAll))
            .Text(7, "filter");
        foreach (var handle in remove)
        {
            writer.Begin(Subsystem | DeleteRule, Request | Answer, sequence++, Fixed(FamilyIp))
                .Text(1, table)
                .Text(2, Chain)
                .LongNumber(3, handle);
        }

        foreach (var source in add)
        {
            writer.Begin(Subsystem | NewRule, Request | Answer | Create | Append, sequence++, Fixed(FamilyIp))
                .Text(1, table)
                .Text(2, Chain)
                .Nest(4, expressions => DropFrom(expressions, source));
        }

        changes = (int)sequence - 1;
        return End(writer, sequence);
    }

    /// <summary>Removes the table with all that is in it; one answer.</summary>
    public static byte[] Remove(string table)
    {
        var writer = Begin();
        writer.Begin(Subsystem | DeleteTable, Request | Answer, 1, Fixed(FamilyIp)).Text(1, table);
        return End(writer, 2);
    }

    /// <summary>Reads a listed rule.</summary>
    /// <exception cref="FormatException">It has no handle, or a number in it has a wrong length.</exception>
    public static DropRule ReadRule(NetlinkMessage message)
    {
        var rule = NetlinkAttribute.Split(message.Payload[FixedPartBytes..]);
        var handle = NetlinkAttribute.Find(rule, 3)?.LongNumber ?? throw new FormatException("The kernel listed a rule without a handle.");
        var expressions = NetlinkAttribute.Find(rule, 4)?.Nest ?? [];
        return IsDrop(expressions, out var source, out var packets)
            ? new DropRule(handle, source, packets)
            : new DropRule(handle, null, 0);
    }

    private static void DropFrom(NetlinkWriter rule, IPAddress source)
    {
        Expression(rule, "payload", data => data
            .Number(1, Register).Number(2, NetworkHeader).Number(3, SourceOffset).Number(4, AddressBytes));
        Expression(rule, "cmp", data => data
            .Number(1, Register).Number(2, Equal).Nest(3, value => value.Bytes(1, source.GetAddressBytes())));
        Expression(rule, "counter", data => data.LongNumber(1, 0).LongNumber(2, 0));
        Expression(rule, "immediate", data => data
            .Number(1, VerdictRegister).Nest(2, value => value.Nest(2, verdict => verdict.Number(1, Drop))));
    }

    private static bool IsDrop(IReadOnlyList<NetlinkAttribute> expressions, out IPAddress? source, out long packets)
    {
        source = null;
        packets = 0;
        if (expressions.Count != 4)
            return false;
        var payload = Data(expressions[0], "payload");
        var compare = Data(expressions[1], "cmp");
        var counter = Data(expressions[2], "counter");
        var immediate = Data(expressions[3], "immediate");
        if (NetlinkAttribute.Find(payload, 2)?.Number != NetworkHeader
            || NetlinkAttribute.Find(payload, 3)?.Number != SourceOffset
            || NetlinkAttribute.Find(payload, 4)?.Number != AddressBytes
            || NetlinkAttribute.Find(compare, 2)?.Number != Equal
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

    private static IReadOnlyList<NetlinkAttribute> Data(NetlinkAttribute expression, string name)
    {
        var parts = expression.Nest;
        return NetlinkAttribute.Find(parts, ExpressionName)?.Text == name
            ? NetlinkAttribute.Find(parts, ExpressionData)?.Nest ?? []
            : [];
    }

    private static void Expression(NetlinkWriter rule, string name, Action<NetlinkWriter> data) =>
        rule.Nest(Element, expression => expression.Text(ExpressionName, name).Nest(ExpressionData, data));

    private static NetlinkWriter Begin() =>
        new NetlinkWriter().Begin(BatchBegin, Request, 0, Fixed(FamilyAny, Subsystem >> 8));

    private static byte[] End(NetlinkWriter writer, uint sequence) =>
        writer.Begin(BatchEnd, Request, sequence, Fixed(FamilyAny, Subsystem >> 8)).ToArray();

    // nfgenmsg: family, version 0, resource id (big-endian).
    private static byte[] Fixed(byte family, byte resource = 0) => [family, 0, 0, resource];
}
