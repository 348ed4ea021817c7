namespace Chaos;

/// <summary>
/// The operations on a register: <c>read</c>, <c>write</c> and <c>cas</c> on integer values; a register that was never written
/// reads as <see cref="Value.Null"/>.
/// </summary>
public static class RegisterOperations
{
    /// <summary>The name under which systems and workloads speak of these operations.</summary>
    public const string TypeName = "register";

    /// <summary>Read the value; ok carries the value read.</summary>
    public const string Read = "read";

    /// <summary>Set the value; the argument is the value.</summary>
    public const string Write = "write";

    /// <summary>Compare and set; the argument is [expected, new].</summary>
    public const string Cas = "cas";

    /// <summary>A read of <paramref name="key"/>.</summary>
    public static Invocation ReadOf(string key) => new(Read, key, default);

    /// <summary>A write of <paramref name="value"/> to <paramref name="key"/>.</summary>
    public static Invocation WriteOf(string key, long value) => new(Write, key, Value.Of(value));

    /// <summary>A compare-and-set of <paramref name="key"/> from <paramref name="expected"/> to <paramref name="next"/>.</summary>
    public static Invocation CasOf(string key, Value expected, long next) =>
        new(Cas, key, Value.Of(expected, Value.Of(next)));

    /// <summary>The two halves of a cas argument. Throws where it is not a list of two.</summary>
    public static (Value Expected, Value Next) CasArguments(Value value)
    {
        var items = value.AsList();
        return items.Length == 2
            ? (items[0], items[1])
            : throw new InvalidOperationException($"A cas carries [expected, new], but this one carries {value}.");
    }
}
