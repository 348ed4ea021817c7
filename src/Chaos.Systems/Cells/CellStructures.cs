using System.Collections.Frozen;

namespace Chaos.Systems;

/// <summary>The data types that one cell can hold, by type of operations.</summary>
internal static class CellStructures
{
    private static readonly FrozenDictionary<string, ICellStructure> all = new Dictionary<string, ICellStructure>(StringComparer.Ordinal)
    {
        [CounterOperations.TypeName] = new CellCounter(),
        [UniqueIdOperations.TypeName] = new CellIds(),
        [QueueOperations.TypeName] = new CellQueue(),
        [LogOperations.TypeName] = new CellLog(),
        [VersionedRegisterOperations.TypeName] = new CellVersions(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The types of operations, in order of their names.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. all.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The structure for a type of operations; null where a cell cannot hold it.</summary>
    public static ICellStructure? Find(string operationType) => all.GetValueOrDefault(operationType);

    /// <summary>An operation that the type does not have.</summary>
    public static InvalidOperationException Unknown(string type, in Invocation invocation) =>
        new($"A {type} has no operation '{invocation.F}'.");
}
