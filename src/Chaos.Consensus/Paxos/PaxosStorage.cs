namespace Chaos.Consensus;

/// <summary>
/// Everything that must survive a crash, in one file of records: a snapshot at the front, then promises and accepted values as they came;
/// of two values of a slot the later one counts. Compaction writes the file anew, which is atomic.
/// </summary>
internal sealed class PaxosStorage(IProgramHost host, FlushGate gate, BugSwitches bugs)
{
    public const byte EntryRecord = 1;
    private const byte PromiseRecord = 2;
    private const byte SnapshotRecord = 3;
    private const byte ChosenRecord = 4;
    private const int LogFile = 0;

    private readonly ByteWriter writer = new();

    public void SavePromise(long ballot)
    {
        Save(PromiseRecord, ballot);
        gate.Wrote();
    }

    /// <summary>Up to which slot the values in the file are the chosen ones; nothing waits for it, since it can be learnt again.</summary>
    public void SaveChosen(long slot) => Save(ChosenRecord, slot);

    public void Append(PaxosEntry entry)
    {
        if (bugs.Has(SeededBug.AcceptedNotPersisted)) return;
        host.Append(LogFile, entry.Record);
        gate.Wrote();
    }

    public void Rewrite(PaxosSnapshot? snapshot, long promised, PaxosLog log)
    {
        var all = new ByteWriter();
        if (snapshot is not null)
        {
            var frame = RecordFrame.Begin(all);
            all.Byte(SnapshotRecord);
            snapshot.Write(all);
            RecordFrame.End(all, frame);
        }

        Write(all, PromiseRecord, promised);
        foreach (var entry in log.Entries)
        {
            if (entry is not null && !bugs.Has(SeededBug.AcceptedNotPersisted)) all.Raw(entry.Record);
        }

        host.Replace(LogFile, all.Written);
        gate.Wrote();
    }

    /// <summary>Reads what the disk kept.</summary>
    public PaxosRecovered Recover()
    {
        var log = new PaxosLog();
        PaxosSnapshot? snapshot = null;
        long promised = 0;
        long chosen = 0;
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
                    snapshot = PaxosSnapshot.Read(ref reader);
                    log.CompactTo(snapshot.Slot);
                    break;
                case PromiseRecord:
                    promised = Math.Max(promised, reader.Number());
                    break;
                case ChosenRecord:
                    chosen = reader.Number();
                    break;
                case EntryRecord:
                    var entry = PaxosEntry.Read(ref reader, record);
                    promised = Math.Max(promised, entry.Ballot); // to accept is to promise
                    log.Put(entry);
                    break;
            }
        }

        if (!rest.IsEmpty) Rewrite(snapshot, promised, log); // else what is written next would follow the torn record
        gate.Wrote(); // nobody knows whether the last life's writes were flushed: the first flush of this one makes sure
        return new(bugs.Has(SeededBug.ForgetsPromise) ? 0 : promised, chosen, snapshot, log);
    }

    private void Save(byte kind, long number)
    {
        writer.Clear();
        Write(writer, kind, number);
        host.Append(LogFile, writer.Written);
    }

    private static void Write(ByteWriter to, byte kind, long number)
    {
        var frame = RecordFrame.Begin(to);
        to.Byte(kind);
        to.Number(number);
        RecordFrame.End(to, frame);
    }
}
