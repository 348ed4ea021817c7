namespace Chaos.Consensus;

/// <summary>
/// Everything that must survive a crash, in one file of records: a snapshot at the front, then terms, votes and entries as they came. An
/// entry with an index that is there already replaces it and what followed. Compaction writes the file anew, which is atomic.
/// </summary>
internal sealed class RaftStorage(IProgramHost host, BugSwitches bugs)
{
    public const byte EntryRecord = 1;
    private const byte StateRecord = 2;
    private const byte SnapshotRecord = 3;
    private const int LogFile = 0;

    private readonly ByteWriter writer = new();
    private long written;
    private long durable;
    private long asked; // what the flush in flight covers; 0 for none
    private long askedIndex;
    private long flush;
    private bool again;

    /// <summary>Counts writes: what is sent after this one must wait until <see cref="IsDurable"/>.</summary>
    public long Written => written;

    /// <summary>The last entry of the present log that is on disk for good.</summary>
    public long DurableIndex { get; private set; }

    public bool IsDurable(long position) => position <= durable;

    public void SaveState(long term, int vote)
    {
        if (bugs.Has(SeededBug.TermNotPersisted)) return;
        writer.Clear();
        var frame = RecordFrame.Begin(writer);
        writer.Byte(StateRecord);
        writer.Number(term);
        writer.Number(bugs.Has(SeededBug.VoteNotPersisted) ? -1 : vote);
        RecordFrame.End(writer, frame);
        host.Append(LogFile, writer.Written);
        written++;
    }

    public void Append(LogEntry entry)
    {
        host.Append(LogFile, entry.Record);
        written++;
    }

    /// <summary>The log was cut: what is on disk from this index on does not count any more.</summary>
    public void Truncated(long index)
    {
        DurableIndex = Math.Min(DurableIndex, index - 1);
        askedIndex = Math.Min(askedIndex, index - 1);
    }

    public void Rewrite(RaftSnapshot? snapshot, long term, int vote, RaftLog log)
    {
        var all = new ByteWriter();
        if (snapshot is not null)
        {
            var frame = RecordFrame.Begin(all);
            all.Byte(SnapshotRecord);
            snapshot.Write(all);
            RecordFrame.End(all, frame);
        }

        var state = RecordFrame.Begin(all);
        all.Byte(StateRecord);
        all.Number(term);
        all.Number(vote);
        RecordFrame.End(all, state);
        foreach (var entry in log.Entries) all.Raw(entry.Record);
        host.Replace(LogFile, all.Written);
        written++;
    }

    /// <summary>Asks for a flush of what is not durable yet; one at a time, so that many writes share the next one.</summary>
    public void RequestFlush(long lastIndex)
    {
        if (written == durable) return;
        if (asked != 0)
        {
            again |= asked < written;
            return;
        }

        asked = written;
        askedIndex = lastIndex;
        flush = host.Flush();
    }

    public void Flushed(long completed, long lastIndex)
    {
        if (completed != flush) return;
        durable = asked;
        DurableIndex = askedIndex;
        asked = 0;
        if (!again) return;
        again = false;
        RequestFlush(lastIndex);
    }

    /// <summary>Reads what the disk kept.</summary>
    public RaftRecovered Recover()
    {
        var log = new RaftLog();
        RaftSnapshot? snapshot = null;
        long term = 0;
        var vote = -1;
        var rest = host.Read(LogFile);
        var bytes = rest;
        while (RecordFrame.TryRead(ref rest, out var payload))
        {
            var record = bytes[..^rest.Length];
            bytes = rest;
            var reader = new ByteReader(payload);
            switch (reader.Byte())
            {
                case SnapshotRecord:
                    snapshot = RaftSnapshot.Read(ref reader);
                    log.Reset(snapshot.Index, snapshot.Term);
                    break;
                case StateRecord:
                    term = reader.Number();
                    vote = (int)reader.Number();
                    break;
                case EntryRecord:
                    Take(log, LogEntry.Read(ref reader, record));
                    break;
            }
        }

        // What was acknowledged survived, so that the term is at least that of the log.
        if (log.LastTerm > term) (term, vote) = (log.LastTerm, -1);
        if (!rest.IsEmpty) Rewrite(snapshot, term, vote, log); // else what is written next would follow the torn record
        written++; // nobody knows whether the last life's writes were flushed: the first flush of this one makes sure
        return new(term, vote, snapshot, log);
    }

    private static void Take(RaftLog log, LogEntry entry)
    {
        if (entry.Index <= log.BaseIndex) return; // kept for followers behind the snapshot; not needed after a start
        log.TruncateFrom(entry.Index);
        if (entry.Index != log.LastIndex + 1)
        {
            throw new FormatException(
                $"The log on disk goes on with entry {entry.Index} after {log.LastIndex}: entries between them are missing.");
        }

        log.Append(entry);
    }
}
