namespace Chaos;

/// <summary>The operations on a counter that begins at 0: <c>add</c> and <c>read</c>. The key names the counter.</summary>
public static class CounterOperations
{
    /// <summary>The name under which systems and workloads speak of these operations.</summary>
    public const string TypeName = "counter";

    /// <summary>
    /// Add to the counter; argument and result are the addend, an integer. A client that has to read first and lost the race answers
    /// fail (<c>contended</c>): nothing was added.
    /// </summary>
    public const string Add = "add";

    /// <summary>Read the counter; ok carries the sum, 0 where nothing was added.</summary>
    public const string Read = "read";

    /// <summary>The error of an add that lost a race and had no effect.</summary>
    public const string ContendedError = "contended";

    /// <summary>An add of <paramref name="amount"/> to the counter <paramref name="key"/>.</summary>
    public static Invocation AddOf(string key, long amount) => new(Add, key, Value.Of(amount));

    /// <summary>A read of the counter <paramref name="key"/>.</summary>
    public static Invocation ReadOf(string key) => new(Read, key, default);
}
