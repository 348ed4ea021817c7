namespace Chaos;

/// <summary><c>observations.jsonl</c>: what was seen of the nodes, one observation a line. Safe for several threads.</summary>
public sealed class ObservationsFile : IDisposable
{
    private readonly JsonLinesWriter<Observation> writer;

    private ObservationsFile(string path, bool late) => writer = new JsonLinesWriter<Observation>(path, RunJson.Default.Observation, late);

    /// <summary>Opens a file to append to; it is made where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="late">Whether lines may reach the kernel late, at the end at the latest: for simulations, which can be repeated.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static ObservationsFile Open(string path, bool late = false) => new(path, late);

    /// <summary>Reads a file, in the order in which the observations were written.</summary>
    /// <exception cref="HistoryFormatException">A line is not an observation; the message names file and line.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static StoredRecords<Observation> Read(string path) => JsonLines.Read(path, RunJson.Default.Observation);

    /// <summary>Writes an observation; it is with the kernel when this returns.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Append(Observation observation) => writer.Append(observation);

    /// <summary>Closes the file.</summary>
    public void Dispose() => writer.Dispose();
}
