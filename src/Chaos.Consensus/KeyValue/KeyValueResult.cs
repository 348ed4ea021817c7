namespace Chaos.Consensus;

/// <summary>What came of a command.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Value">The value read, or the value that a cas found instead of the expected one; the number of a session.</param>
/// <param name="Revision">The position in the log of the command that last changed the key.</param>
public readonly record struct KeyValueResult(ReplyStatus Status, Value Value, long Revision)
{
    internal void Write(ByteWriter to)
    {
        to.Byte((byte)Status);
        to.Value(Value);
        to.Number(Revision);
    }

    internal static KeyValueResult Read(ref ByteReader from)
    {
        var status = from.Byte();
        if (status > (byte)ReplyStatus.Refused) throw new FormatException($"{status} is no status of a reply.");
        return new((ReplyStatus)status, from.Value(), from.Number());
    }
}
