namespace Chaos;

/// <summary>
/// The operations on a set of registers whose changes can be watched: <c>write</c>, <c>delete</c>, <c>watch</c>. Every change has a revision,
/// an integer that grows over all registers together. The key of write and delete names the register; watch is about all registers.
/// </summary>
public static class WatchOperations
{
    /// <summary>The name under which systems and workloads speak of these operations.</summary>
    public const string TypeName = "watch";

    /// <summary>Set a register; the argument is the value, ok carries [revision, value].</summary>
    public const string Write = RegisterOperations.Write;

    /// <summary>Remove a register; ok carries [revision, nil]; a revision of nil says that there was nothing to remove.</summary>
    public const string Delete = "delete";

    /// <summary>
    /// Set a register and, in the same transaction, read it as it was at an older revision; the argument is [value, older revision], ok
    /// carries [revision, value]. Where the older revision is gone the client answers what that proves.
    /// </summary>
    public const string Rewrite = "rewrite";

    /// <summary>
    /// Ask what changed, for a while. The argument is [from, forMs, progress]: the first revision that is asked for, how long to listen, and
    /// how often to ask for progress meanwhile (times). Ok carries all that came, in order of arrival, as a list of <see cref="Put"/>,
    /// <see cref="Deleted"/>, <see cref="Progress"/>, <see cref="Compacted"/> and <see cref="Resumed"/>. A stream that breaks is resumed
    /// after the last revision that it told; the operation is ok with what came as long as one stream was opened.
    /// </summary>
    public const string Watch = "watch";

    /// <summary>The kind of an item: ["put", revision, key, value].</summary>
    public const string Put = "put";

    /// <summary>The kind of an item: ["delete", revision, key].</summary>
    public const string Deleted = "delete";

    /// <summary>The kind of an item: ["progress", revision]: all changes up to that revision have been told.</summary>
    public const string Progress = "progress";

    /// <summary>The kind of an item: ["compacted", revision]: changes before that revision cannot be told any more; the stream ends.</summary>
    public const string Compacted = "compacted";

    /// <summary>The kind of an item: ["resumed", revision]: the stream broke and was opened again from that revision on.</summary>
    public const string Resumed = "resumed";

    /// <summary>A write of <paramref name="value"/> to <paramref name="key"/>.</summary>
    public static Invocation WriteOf(string key, long value) => new(Write, key, Value.Of(value));

    /// <summary>A delete of <paramref name="key"/>.</summary>
    public static Invocation DeleteOf(string key) => new(Delete, key, default);

    /// <summary>A rewrite of <paramref name="key"/> with a look at revision <paramref name="older"/>.</summary>
    public static Invocation RewriteOf(string key, long value, long older) =>
        new(Rewrite, key, Value.Of(Value.Of(value), Value.Of(older)));

    /// <summary>A watch.</summary>
    /// <param name="from">The first revision.</param>
    /// <param name="forMs">How long to listen, ms.</param>
    /// <param name="progress">How often to ask for progress.</param>
    public static Invocation WatchOf(long from, int forMs, int progress) =>
        new(Watch, null, Value.Of(Value.Of(from), Value.Of(forMs), Value.Of(progress)));

    /// <summary>The parts of a watch's argument. Throws where it is not a list of three integers.</summary>
    public static (long From, int ForMs, int Progress) WatchArguments(Value value)
    {
        var items = value.AsList();
        return items.Length == 3
            ? (items[0].AsInteger(), checked((int)items[1].AsInteger()), checked((int)items[2].AsInteger()))
            : throw new InvalidOperationException($"A watch carries [from, forMs, progress], but this one carries {value}.");
    }
}
