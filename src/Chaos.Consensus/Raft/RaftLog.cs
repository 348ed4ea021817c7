namespace Chaos.Consensus;

/// <summary>The log in memory: what follows the last compaction, and index and term of the entry before.</summary>
internal sealed class RaftLog
{
    private LogEntry[] entries = new LogEntry[256];
    private int count;
    private LogEntry[] slice = [];
    private long sliceFrom;

    /// <summary>The index of the entry before the first one here; 0 for none.</summary>
    public long BaseIndex { get; private set; }

    public long BaseTerm { get; private set; }

    public long LastIndex => BaseIndex + count;

    public long LastTerm => count == 0 ? BaseTerm : entries[count - 1].Term;

    public ReadOnlySpan<LogEntry> Entries => entries.AsSpan(0, count);

    public LogEntry this[long index] => entries[index - BaseIndex - 1];

    /// <summary>The term of an entry; -1 where the log does not know it.</summary>
    public long TermAt(long index)
    {
        var at = index - BaseIndex;
        return at > 0 && at <= count ? entries[at - 1].Term : at == 0 ? BaseTerm : -1;
    }

    public void Append(LogEntry entry)
    {
        if (entry.Index != LastIndex + 1)
            throw new InvalidOperationException($"Entry {entry.Index} does not follow {LastIndex}.");
        if (count == entries.Length) Array.Resize(ref entries, count * 2);
        entries[count++] = entry;
    }

    /// <summary>Removes the entries from an index on.</summary>
    public void TruncateFrom(long index)
    {
        var keep = (int)Math.Max(0, index - BaseIndex - 1);
        if (keep >= count) return;
        Array.Clear(entries, keep, count - keep);
        count = keep;
        slice = [];
    }

    /// <summary>Removes the entries up to an index, which the log or a snapshot has.</summary>
    public void CompactTo(long index, long term)
    {
        var drop = (int)Math.Min(count, index - BaseIndex);
        Array.Copy(entries, drop, entries, 0, count - drop);
        Array.Clear(entries, count - drop, drop);
        count -= drop;
        BaseIndex = index;
        BaseTerm = term;
        slice = [];
    }

    /// <summary>Removes everything; the next entry follows this one.</summary>
    public void Reset(long index, long term)
    {
        Array.Clear(entries, 0, count);
        count = 0;
        BaseIndex = index;
        BaseTerm = term;
        slice = [];
    }

    /// <summary>Entries from an index on; the same array as the last time where that was the same.</summary>
    public LogEntry[] Slice(long from, int most)
    {
        var length = (int)Math.Min(most, LastIndex - from + 1);
        if (length <= 0) return [];
        if (sliceFrom == from && slice.Length == length) return slice;
        sliceFrom = from;
        return slice = entries.AsSpan((int)(from - BaseIndex - 1), length).ToArray();
    }

    /// <summary>The first entry here of the term that the entry at an index has.</summary>
    public long FirstOfTermAt(long index)
    {
        var term = TermAt(index);
        while (index > BaseIndex + 1 && TermAt(index - 1) == term) index--;
        return index;
    }
}
