namespace Chaos.Agent;

/// <summary>
/// What all messages of nf_tables (linux/netfilter/nf_tables.h) have in common: the subsystem, batches, chains and expressions. Pure:
/// bytes in, bytes out.
/// </summary>
internal static class NftWriter
{
    public const ushort NewTable = 0, GetTable = 1, DeleteTable = 2, NewChain = 3, NewRule = 6, GetRule = 7, DeleteRule = 8;
    public const ushort Request = 1, Answer = 4, Dump = 0x300, Create = 0x400, Append = 0x800;
    public const uint Register = 1, Equal = 0, NotEqual = 1, NetworkHeader = 1, TransportHeader = 2;
    public const uint SourceOffset = 12, DestinationOffset = 16, AddressBytes = 4;
    public const int FixedPartBytes = 4;

    private const ushort BatchBegin = 0x10, BatchEnd = 0x11, Subsystem = 10 << 8;
    private const ushort Element = 1, ExpressionName = 1, ExpressionData = 2;
    private const byte FamilyAny = 0, FamilyIp = 2;
    private const uint HookInput = 1, VerdictRegister = 0;

    /// <summary>Whether a message lists a rule.</summary>
    public static bool IsRule(NetlinkMessage message) => message.Type == (Subsystem | NewRule);

    /// <summary>Begins a transaction.</summary>
    public static NetlinkWriter Begin() => new NetlinkWriter().Begin(BatchBegin, Request, 0, Fixed(FamilyAny, Subsystem >> 8));

    /// <summary>Ends a transaction.</summary>
    public static byte[] End(NetlinkWriter writer, uint sequence) =>
        writer.Begin(BatchEnd, Request, sequence, Fixed(FamilyAny, Subsystem >> 8)).ToArray();

    /// <summary>Begins a message about tables of the family ip.</summary>
    public static NetlinkWriter Message(this NetlinkWriter writer, ushort type, ushort flags, uint sequence) =>
        writer.Begin((ushort)(Subsystem | type), flags, sequence, Fixed(FamilyIp));

    /// <summary>A chain at the input hook.</summary>
    public static NetlinkWriter InputChain(this NetlinkWriter writer, uint sequence, string table, string chain, int priority) => writer
        .Message(NewChain, Request | Answer | Create, sequence)
        .Text(1, table)
        .Text(3, chain)
        .Nest(4, hook => hook.Number(1, HookInput).Number(2, (uint)priority))
        .Text(7, "filter");

    /// <summary>A rule at the end of a chain.</summary>
    public static NetlinkWriter Rule(
        this NetlinkWriter writer, uint sequence, string table, string chain, Action<NetlinkWriter> expressions) => writer
        .Message(NewRule, Request | Answer | Create | Append, sequence)
        .Text(1, table)
        .Text(2, chain)
        .Nest(4, expressions);

    /// <summary>One expression of a rule.</summary>
    public static NetlinkWriter Expression(this NetlinkWriter rule, string name, Action<NetlinkWriter> data) =>
        rule.Nest(Element, expression => expression.Text(ExpressionName, name).Nest(ExpressionData, data));

    /// <summary>Loads bytes of a header.</summary>
    public static NetlinkWriter Load(this NetlinkWriter rule, uint header, uint offset, uint bytes) => rule.Expression(
        "payload", data => data.Number(1, Register).Number(2, header).Number(3, offset).Number(4, bytes));

    /// <summary>Loads what the kernel knows of the packet.</summary>
    public static NetlinkWriter LoadMeta(this NetlinkWriter rule, uint key) =>
        rule.Expression("meta", data => data.Number(1, Register).Number(2, key));

    /// <summary>Goes on only if the bytes compare so.</summary>
    public static NetlinkWriter Compare(this NetlinkWriter rule, uint operation, ReadOnlySpan<byte> bytes)
    {
        var value = bytes.ToArray();
        return rule.Expression("cmp", data => data.Number(1, Register).Number(2, operation).Nest(3, nest => nest.Bytes(1, value)));
    }

    /// <summary>Ends with a verdict: 0 drops, 1 accepts.</summary>
    public static NetlinkWriter Verdict(this NetlinkWriter rule, uint verdict) => rule.Expression(
        "immediate", data => data.Number(1, VerdictRegister).Nest(2, value => value.Nest(2, code => code.Number(1, verdict))));

    /// <summary>The data of a listed expression, where it has this name; else nothing.</summary>
    public static IReadOnlyList<NetlinkAttribute> Data(NetlinkAttribute expression, string name)
    {
        var parts = expression.Nest;
        return NetlinkAttribute.Find(parts, ExpressionName)?.Text == name
            ? NetlinkAttribute.Find(parts, ExpressionData)?.Nest ?? []
            : [];
    }

    /// <summary>The name of a listed expression.</summary>
    public static string? NameOf(NetlinkAttribute expression) => NetlinkAttribute.Find(expression.Nest, ExpressionName)?.Text;

    // nfgenmsg: family, version 0, resource id (big-endian).
    private static byte[] Fixed(byte family, byte resource = 0) => [family, 0, 0, resource];
}
