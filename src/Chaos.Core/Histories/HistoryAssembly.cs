using System.Runtime.ExceptionServices;

namespace Chaos;

/// <summary>Puts what the blocks of a file were read into together, in the order of the file.</summary>
internal sealed class HistoryAssembly(string name, long? totalBytes, long memoryLimitBytes)
{
    private const long LeastEntryBytes = 32;
    private readonly Dictionary<ValueTable, RenumberedValues> numbers = [];
    private long textBytes;

    /// <summary>The entries so far.</summary>
    public OperationColumns Columns { get; } = new(new ValueTable());

    /// <summary>The torn last line.</summary>
    public TornLine? Torn { get; private set; }

    /// <summary>Adds the entries of the next block.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="bytes">How much text the block has.</param>
    /// <exception cref="MemoryLimitException">The entries take more than they may.</exception>
    /// <exception cref="HistoryFormatException">The block has an error, or time goes back at its beginning.</exception>
    public void Append(BlockEntries entries, int bytes)
    {
        var part = entries.Columns;
        if (part.Count > 0 && Columns.Count > 0)
            HistoryFile.RequireOrder(name, Columns.Count + 2, Columns.TimeNsAt(Columns.Count - 1), part.TimeNsAt(0));
        if (entries.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
        Torn = entries.Torn;
        textBytes += bytes;
        if (part.Count == 0) return;
        if (!numbers.TryGetValue(part.Table, out var renumbered)) numbers[part.Table] = renumbered = new(part.Table, Columns.Table);
        if (Columns.Count + part.Count > Columns.Capacity) MakeRoom(Columns.Count + part.Count);
        Columns.Append(part, renumbered);
        HistoryFile.RequireRoom(Columns, memoryLimitBytes, name);
    }

    // All that is foreseen, if that fits.
    private void MakeRoom(int count)
    {
        var foreseen = Foreseen(count);
        var entryBytes = Columns.Count == 0 ? LeastEntryBytes : Columns.Bytes / Columns.Count;
        Columns.Reserve(foreseen * entryBytes > memoryLimitBytes ? count + (count / 4) : foreseen);
    }

    // Where the size of the text is known: as many entries for each byte as so far. Else half as many again.
    private int Foreseen(int count)
    {
        var foreseen = totalBytes is { } total ? count * 1.02 * total / textBytes : count * 1.5;
        return (int)Math.Clamp(foreseen, count, Array.MaxLength);
    }
}
