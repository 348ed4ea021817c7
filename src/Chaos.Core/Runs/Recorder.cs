namespace Chaos;

/// <summary>
/// Gives entries their index and time and keeps them, in memory and in the journal. Time never goes back: an entry that comes late
/// gets the time of the one before it, which only widens its interval.
/// </summary>
internal sealed class Recorder(Journal? journal, IRunObserver? observer = null)
{
    private const int ChunkLength = 4096;
    private readonly List<Operation[]> chunks = [];
    private long count;
    private long committed;
    private long lastNs;

    public void Record(in Operation entry)
    {
        if (Failure is not null) return;
        lastNs = Math.Max(lastNs, entry.TimeNs);
        var offset = (int)(count % ChunkLength);
        if (offset == 0) chunks.Add(new Operation[ChunkLength]);
        ref var stored = ref chunks[^1][offset];
        stored = entry with { Index = count, TimeNs = lastNs };
        count++;
        if (journal is not null)
        {
            journal.Append(stored);
            if (journal.IsFull) TryCommit();
        }

        observer?.OnRecorded(stored);
    }

    /// <summary>Why nothing more is recorded; null while the journal works.</summary>
    public IOException? Failure { get; private set; }

    /// <summary>
    /// Hands everything recorded so far to the kernel. After a failure nothing more is recorded, and what could not be written is
    /// forgotten, so that memory and file say the same.
    /// </summary>
    public bool TryCommit()
    {
        if (Failure is not null) return false;
        try
        {
            journal?.Flush();
            committed = count;
            return true;
        }
        catch (IOException exception)
        {
            Failure = exception;
            return false;
        }
    }

    public History ToHistory()
    {
        var columns = new OperationColumns(new ValueTable(), Math.Max(1, (int)committed));
        for (var i = 0; i < chunks.Count && (long)i * ChunkLength < committed; i++)
        {
            var length = (int)Math.Min(ChunkLength, committed - ((long)i * ChunkLength));
            foreach (ref readonly var entry in chunks[i].AsSpan(0, length)) columns.Add(entry);
            chunks[i] = []; // held twice only a chunk at a time
        }

        return new History(columns);
    }
}
