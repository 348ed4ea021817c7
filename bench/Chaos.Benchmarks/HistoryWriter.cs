namespace Chaos.Benchmarks;

/// <summary>Writes made-up histories as files, which go when this does.</summary>
internal sealed class HistoryWriter : IDisposable
{
    /// <summary>Writes entries in the order given.</summary>
    public HistoryWriter(IEnumerable<Operation> entries)
    {
        Write(Path, entries);
    }

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"chaos-benchmark-{Environment.ProcessId}.jsonl");

    /// <summary>Removes the file.</summary>
    public void Dispose() => File.Delete(Path);

    /// <summary>Writes entries into a new file.</summary>
    public static void Write(string path, IEnumerable<Operation> entries)
    {
        using var journal = Journal.Create(path, new HistoryHeader { RunId = "benchmark", WallAtStart = DateTimeOffset.UnixEpoch });
        foreach (var entry in entries)
        {
            journal.Append(entry);
            if (journal.IsFull) journal.Flush();
        }

        journal.Flush();
    }
}
