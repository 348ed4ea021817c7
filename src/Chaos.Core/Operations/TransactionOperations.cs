namespace Chaos;

/// <summary>
/// The one operation of a store with transactions: <c>txn</c>, a list of micro-operations that take effect at one moment. It has no key. Micro-
/// operations are ["r", key, nil] (the completion has what was read), ["w", key, value] and ["append", key, value]; a register read
/// before it was written is nil, a list read before anything was appended is nil or the empty list.
/// </summary>
public static class TransactionOperations
{
    /// <summary>The name of the type with reads and writes of registers.</summary>
    public const string RegistersTypeName = "txn";

    /// <summary>The name of the type with reads of lists and appends.</summary>
    public const string AppendsTypeName = "list-append";

    /// <summary>A transaction; argument and result are the list of micro-operations, in the result with what the reads saw.</summary>
    public const string Txn = "txn";

    /// <summary>The micro-operation that reads.</summary>
    public const string Read = "r";

    /// <summary>The micro-operation that writes a register.</summary>
    public const string Write = "w";

    /// <summary>The micro-operation that appends to a list.</summary>
    public const string Append = "append";

    /// <summary>A transaction of these micro-operations.</summary>
    public static Invocation TxnOf(params Value[] parts) => new(Txn, null, Value.Of(parts));

    /// <summary>A read of <paramref name="key"/>, as a part of a transaction.</summary>
    public static Value ReadOf(string key) => Value.Of(Value.Of(Read), Value.Of(key), Value.Null);

    /// <summary>A write of <paramref name="key"/>, as a part of a transaction.</summary>
    public static Value WriteOf(string key, long value) => Value.Of(Value.Of(Write), Value.Of(key), Value.Of(value));

    /// <summary>An append to <paramref name="key"/>, as a part of a transaction.</summary>
    public static Value AppendOf(string key, long value) => Value.Of(Value.Of(Append), Value.Of(key), Value.Of(value));
}
