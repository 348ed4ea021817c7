namespace Chaos;

/// <summary>
/// The operations on an append-only log: <c>append</c> of one value, and <c>poll</c> of a stretch from an offset on. The key names the log
/// (a partition, a stream); no value is appended twice. Offsets rise along the log, from 0 or more, and may have gaps.
/// </summary>
public static class LogOperations
{
    /// <summary>The name under which systems and workloads speak of these operations.</summary>
    public const string TypeName = "log";

    /// <summary>Add a value at the end; the argument is the value, an integer. Ok carries [offset, value]; an offset of nil is not known.</summary>
    public const string Append = "append";

    /// <summary>
    /// Read from an offset on; the argument is [offset, most], the first offset and how many values at the most. Ok carries the list of
    /// [offset, value] from the first offset at or after the asked one on, without a gap of readable values; the empty list where there is
    /// none, or where the log is gone in a healthy cluster.
    /// </summary>
    public const string Poll = "poll";

    /// <summary>An append of <paramref name="value"/> to the log <paramref name="key"/>.</summary>
    public static Invocation AppendOf(string key, long value) => new(Append, key, Value.Of(value));

    /// <summary>A poll of the log <paramref name="key"/> from <paramref name="offset"/> on, of at most <paramref name="most"/> values.</summary>
    public static Invocation PollOf(string key, long offset, int most) => new(Poll, key, Value.Of(Value.Of(offset), Value.Of(most)));

    /// <summary>The two halves of a poll's argument. Throws where it is not a list of two integers.</summary>
    public static (long Offset, int Most) PollArguments(Value value)
    {
        var items = value.AsList();
        return items.Length == 2
            ? (items[0].AsInteger(), checked((int)items[1].AsInteger()))
            : throw new InvalidOperationException($"A poll carries [offset, most], but this one carries {value}.");
    }
}
