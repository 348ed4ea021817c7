using System.Runtime.CompilerServices;

namespace Chaos;

/// <summary>
/// Reads a line of <c>history.jsonl</c> as this program writes it: members in its order, no spaces, no escapes, plain ASCII. It says no to
/// any other line, which <see cref="OperationDecoder"/> then reads or refuses; what both read, they read alike.
/// </summary>
internal ref struct OperationLine
{
    private const int LongestText = 128;
    private const int MostDigits = 18;
    private readonly ReadOnlySpan<byte> line;
    private readonly TextNumbers texts;
    private readonly ValueTable table;
    private int at;
    private int process;
    private OperationType type;
    private int f;
    private int key;
    private int value;
    private int node;
    private int error;
    private int evidence;
    private long due;

    private OperationLine(ReadOnlySpan<byte> line, TextNumbers texts, ValueTable table)
    {
        this.line = line;
        this.texts = texts;
        this.table = table;
        due = -1;
    }

    /// <summary>Adds the entry on a line; false, and nothing was added, where the line is not of that kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryAdd(ReadOnlySpan<byte> line, long index, TextNumbers texts, OperationColumns columns)
    {
        var reader = new OperationLine(line, texts, columns.Table);
        if (!reader.TryRead(index, out var timeNs)) return false;
        columns.Begin(timeNs, reader.process);
        columns.SetHead(reader.type, reader.f);
        if (reader.key != 0) columns.SetKey(reader.key);
        if (reader.value != 0) columns.SetValue(reader.value);
        if (reader.node != 0) columns.SetNode(reader.node);
        if (reader.error != 0) columns.SetError(reader.error);
        if (reader.evidence != 0) columns.SetEvidence(reader.evidence);
        if (reader.due >= 0) columns.SetDue(reader.due);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryRead(long index, out long timeNs)
    {
        timeNs = 0;
        return Skip("{\"index\":"u8) && TryInteger(out var found) && found == index
            && Skip(",\"time\":"u8) && TryInteger(out timeNs)
            && Skip(",\"process\":"u8) && TryProcess()
            && Skip(",\"type\":\""u8) && TryType()
            && Skip(",\"f\":"u8) && TryText(out f)
            && (!Skip(",\"key\":"u8) || TryText(out key))
            && (!Skip(",\"value\":"u8) || TryValue(out value))
            && (!Skip(",\"node\":"u8) || TryText(out node))
            && (!Skip(",\"due\":"u8) || (TryInteger(out due) && due >= 0))
            && (!Skip(",\"error\":"u8) || TryText(out error))
            && (!Skip(",\"evidence\":"u8) || TryValue(out evidence))
            && Skip("}"u8) && at == line.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Skip(ReadOnlySpan<byte> literal)
    {
        if (!line[at..].StartsWith(literal)) return false;
        at += literal.Length;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryInteger(out long number)
    {
        number = 0;
        var isNegative = at < line.Length && line[at] == '-';
        if (isNegative) at++;
        var first = at;
        while (at < line.Length && (uint)(line[at] - '0') <= 9) number = (number * 10) + (line[at++] - '0');
        var digits = at - first;
        if (isNegative) number = -number;
        return digits is > 0 and <= MostDigits && (digits == 1 || line[first] != '0');
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryProcess()
    {
        if (Skip("\"nemesis\""u8))
        {
            process = Operation.NemesisProcess;
            return true;
        }

        var isRead = TryInteger(out var number) && number is >= 0 and <= int.MaxValue;
        process = (int)number;
        return isRead;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryType()
    {
        if (Skip("invoke\""u8)) type = OperationType.Invoke;
        else if (Skip("ok\""u8)) type = OperationType.Ok;
        else if (Skip("fail\""u8)) type = OperationType.Fail;
        else if (Skip("info\""u8)) type = OperationType.Info;
        else if (Skip("note\""u8)) type = OperationType.Note;
        else return false;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryText(out int number)
    {
        number = 0;
        if (!Skip("\""u8)) return false;
        var first = at;
        for (; at < line.Length; at++)
        {
            var octet = line[at];
            if (octet == '"')
            {
                if (at - first > LongestText) return false;
                number = texts.NumberOf(line[first..at++]);
                return true;
            }

            if (octet is < 0x20 or >= 0x80 or (byte)'\\') return false;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryValue(out int number)
    {
        number = 0;
        if (at >= line.Length) return false;
        switch (line[at])
        {
            case (byte)'"':
                if (!TryText(out var text)) return false;
                number = ValueTable.NumberOfText(text);
                return true;
            case (byte)'[':
                return TryPair(out number);
            default:
                if (!TryInteger(out var integer)) return false;
                number = ValueTable.TryNumberOf(integer, out var small) ? small : table.NumberOf(Value.Of(integer));
                return true;
        }
    }

    // The arguments of a cas; other lists are for the decoder.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryPair(out int number)
    {
        number = 0;
        if (!Skip("["u8) || !TryItem(out var first) || !Skip(","u8) || !TryItem(out var second) || !Skip("]"u8)) return false;
        number = texts.NumberOfPair(first, second);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryItem(out int number)
    {
        number = 0;
        return Skip("null"u8) || (TryInteger(out var integer) && ValueTable.TryNumberOf(integer, out number));
    }
}
