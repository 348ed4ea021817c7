namespace Chaos;

/// <summary>The one operation of a source of ids: <c>generate</c>. The key names the source.</summary>
public static class UniqueIdOperations
{
    /// <summary>The name under which systems and workloads speak of these operations.</summary>
    public const string TypeName = "unique-ids";

    /// <summary>
    /// Get an id; ok carries it, an integer or a text. A client that has to read first and lost the race answers fail
    /// (<see cref="CounterOperations.ContendedError"/>).
    /// </summary>
    public const string Generate = "generate";

    /// <summary>A generate of the source <paramref name="key"/>.</summary>
    public static Invocation GenerateOf(string key) => new(Generate, key, default);
}
