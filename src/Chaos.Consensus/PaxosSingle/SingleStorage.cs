namespace Chaos.Consensus;

/// <summary>The instances of an acceptor in one file of records: of two records of an instance the later one counts.</summary>
internal sealed class SingleStorage(IProgramHost host, FlushGate gate, BugSwitches bugs)
{
    private const int File = 0;
    private const int LeastRecords = 1_000;
    private const int RecordsPerInstance = 4;

    private readonly ByteWriter writer = new();
    private int records;

    /// <summary>Writes an instance as it is now; the file anew where most of it is out of date.</summary>
    public void Save(SingleInstance instance, Dictionary<string, SingleInstance> all)
    {
        writer.Clear();
        if (++records > Math.Max(LeastRecords, all.Count * RecordsPerInstance))
        {
            Rewrite(all);
            return;
        }

        Write(instance);
        host.Append(File, writer.Written);
        gate.Wrote();
    }

    /// <summary>Reads what the disk kept.</summary>
    public Dictionary<string, SingleInstance> Recover()
    {
        var all = new Dictionary<string, SingleInstance>(StringComparer.Ordinal);
        var rest = host.Read(File);
        while (RecordFrame.TryRead(ref rest, out var payload))
        {
            var reader = new ByteReader(payload);
            var instance = SingleInstance.Read(ref reader, bugs);
            all[instance.Key] = instance;
            records++;
        }

        if (!rest.IsEmpty) Rewrite(all); // else what is written next would follow the torn record
        gate.Wrote(); // nobody knows whether the last life's writes were flushed
        return all;
    }

    private void Rewrite(Dictionary<string, SingleInstance> all)
    {
        writer.Clear();
        foreach (var instance in all.Values) Write(instance);
        host.Replace(File, writer.Written);
        records = all.Count;
        gate.Wrote();
    }

    private void Write(SingleInstance instance)
    {
        var frame = RecordFrame.Begin(writer);
        instance.Write(writer);
        RecordFrame.End(writer, frame);
    }
}
