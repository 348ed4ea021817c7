namespace Chaos;

/// <summary>
/// <c>schedule.jsonl</c>: the resolved faults of a run. While the run lasts it is the fault log of all nemeses: every change of a
/// fault is a line. Safe for several threads.
/// </summary>
public sealed class ScheduleFile : IFaultLog, IDisposable
{
    private readonly Lock gate = new();
    private readonly List<FaultRecord> faults = [];
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private readonly JsonLinesWriter<FaultRecord> writer;

    private ScheduleFile(string path, bool late) => writer = new JsonLinesWriter<FaultRecord>(path, RunJson.Default.FaultRecord, late);

    /// <inheritdoc/>
    public IReadOnlyList<FaultRecord> Faults
    {
        get
        {
            lock (gate) return faults.ToArray();
        }
    }

    /// <summary>Opens a file to append to; it is made where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="late">Whether lines may reach the kernel late, at the end at the latest: for simulations, which can be repeated.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static ScheduleFile Open(string path, bool late = false) => new(path, late);

    /// <summary>Reads a file: the last record of each fault, in the order in which the faults first appear.</summary>
    /// <exception cref="HistoryFormatException">A line is not a fault; the message names file and line.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static StoredRecords<FaultRecord> Read(string path)
    {
        var lines = JsonLines.Read(path, RunJson.Default.FaultRecord);
        var newest = new List<FaultRecord>();
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var fault in lines.Records) Replace(newest, positions, fault);
        return new StoredRecords<FaultRecord>(newest, lines.TornLine);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written. The record is in <see cref="Faults"/> nevertheless.</exception>
    public void Record(FaultRecord fault)
    {
        lock (gate)
        {
            Replace(faults, positions, fault);
            writer.Append(fault);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => writer.Dispose();

    private static void Replace(List<FaultRecord> faults, Dictionary<string, int> positions, FaultRecord fault)
    {
        if (positions.TryGetValue(fault.Id, out var position))
        {
            faults[position] = fault;
            return;
        }

        positions.Add(fault.Id, faults.Count);
        faults.Add(fault);
    }
}
