using System.Collections;

namespace Chaos;

/// <summary>
/// A history in memory: the entries in order of their index, held by column, and for each invocation where it ended, found once when it
/// is built. An entry is put together when it is asked for; what looks at millions of them asks for single members.
/// </summary>
public sealed class History : IReadOnlyList<Operation>
{
    private const int CountsBetweenLooks = 1024;
    private readonly OperationColumns columns;
    private readonly int[] completionOf;

    /// <summary>Builds a history from entries in the order in which they were recorded.</summary>
    /// <param name="operations">The entries; notes are kept but belong to no pair.</param>
    /// <exception cref="HistoryFormatException">A process invokes twice at once, or completes what it did not invoke.</exception>
    public History(IEnumerable<Operation> operations)
        : this(Columns(operations))
    {
    }

    /// <summary>Builds a history on columns, which must not change afterwards.</summary>
    internal History(OperationColumns columns)
    {
        this.columns = columns;
        columns.Table.Freeze();
        completionOf = Pairing.Completions(columns);
    }

    /// <summary>Builds a history from entries as they come, within a limit.</summary>
    /// <param name="operations">The entries.</param>
    /// <param name="memoryLimitBytes">How much the history may take.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="HistoryFormatException">A process invokes twice at once, or completes what it did not invoke.</exception>
    /// <exception cref="MemoryLimitException">The history takes more.</exception>
    public static History Build(IEnumerable<Operation> operations, long memoryLimitBytes, string name)
    {
        var columns = new OperationColumns(new ValueTable());
        foreach (var operation in operations)
        {
            columns.Add(operation);
            if (columns.Count % CountsBetweenLooks == 0) HistoryFile.RequireRoom(columns, memoryLimitBytes, name);
        }

        return new History(columns);
    }

    /// <inheritdoc/>
    public int Count => columns.Count;

    /// <summary>The bytes that the history takes in memory, about.</summary>
    public long SizeBytes => columns.Bytes + (completionOf.Length * (long)sizeof(int));

    /// <inheritdoc/>
    public Operation this[int index] => columns[index];

    /// <summary>The position of the completion of the invocation at <paramref name="position"/>, or -1 where it never ended.</summary>
    public int CompletionOf(int position) => completionOf[position];

    /// <summary>The type of an entry.</summary>
    public OperationType TypeAt(int position) => columns.TypeAt(position);

    /// <summary>The process of an entry.</summary>
    public int ProcessAt(int position) => columns.ProcessAt(position);

    /// <summary>The time of an entry, run clock, ns.</summary>
    public long TimeNsAt(int position) => columns.TimeNsAt(position);

    /// <summary>The intended start of an entry, run clock, ns; null where it has none.</summary>
    public long? DueNsAt(int position) => columns.DueNsAt(position);

    /// <summary>Whether an entry is the invocation of a client's operation.</summary>
    public bool IsInvocationAt(int position) =>
        columns.TypeAt(position) is OperationType.Invoke && columns.ProcessAt(position) >= 0;

    /// <summary>The number of an entry's function; see <see cref="TextOf"/>.</summary>
    public int FNumberAt(int position) => columns.FAt(position);

    /// <summary>The number of an entry's key, 0 where it has none; see <see cref="TextOf"/>.</summary>
    public int KeyNumberAt(int position) => columns.KeyAt(position);

    /// <summary>The number of an entry's value, 0 where it has none: in one history equal values have equal numbers.</summary>
    public int ValueNumberAt(int position) => columns.ValueAt(position);

    /// <summary>The number of an entry's error, 0 where it has none; see <see cref="TextOf"/>.</summary>
    public int ErrorNumberAt(int position) => columns.ErrorAt(position);

    /// <summary>The number of an entry's evidence, as that of a value.</summary>
    public int EvidenceNumberAt(int position) => columns.EvidenceAt(position);

    /// <summary>The text that a number of this history stands for; null for 0. Equal texts have equal numbers.</summary>
    public string? TextOf(int number) => columns.Table.Text(number);

    /// <summary>The value that a number of this history stands for.</summary>
    public Value ValueOf(int number) => columns.Table.ValueOf(number);

    /// <inheritdoc/>
    public IEnumerator<Operation> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return columns[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static OperationColumns Columns(IEnumerable<Operation> operations)
    {
        var columns = new OperationColumns(new ValueTable(), operations.TryGetNonEnumeratedCount(out var count) ? Math.Max(count, 1) : 16);
        foreach (var operation in operations) columns.Add(operation);
        return columns;
    }
}
