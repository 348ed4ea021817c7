namespace Chaos;

/// <summary>
/// The operations on a set that only grows: <c>add</c> and <c>read</c>. The key names the set; no element is added twice. A system keeps
/// each element by itself (a key, a node, a row), so that adds do not compete.
/// </summary>
public static class SetOperations
{
    /// <summary>The name under which systems and workloads speak of these operations.</summary>
    public const string TypeName = "set";

    /// <summary>Put an element into the set; argument and result are the element, an integer.</summary>
    public const string Add = "add";

    /// <summary>Read the whole set; ok carries the list of its elements, in any order, and the empty list where it is not there.</summary>
    public const string Read = "read";

    /// <summary>An add of <paramref name="element"/> to the set <paramref name="key"/>.</summary>
    public static Invocation AddOf(string key, long element) => new(Add, key, Value.Of(element));

    /// <summary>A read of the set <paramref name="key"/>.</summary>
    public static Invocation ReadOf(string key) => new(Read, key, default);
}
