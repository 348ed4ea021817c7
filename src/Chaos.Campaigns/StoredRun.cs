using Chaos.Checking;

namespace Chaos.Campaigns;

/// <summary>A run's folder, or a bare history file, as read from disk.</summary>
/// <param name="Path">What the user named.</param>
/// <param name="Document">The whole test as data; null for a bare history.</param>
/// <param name="Header">The journal's header; null for a history in a foreign format.</param>
/// <param name="Evidence">All that checkers may look at.</param>
/// <param name="Notes">What the reader of the results should know: torn last lines.</param>
public sealed record StoredRun(
    string Path, RunDocument? Document, HistoryHeader? Header, Evidence Evidence, IReadOnlyList<string> Notes)
{
    /// <summary>The model that a bare history's file names; null where it names none.</summary>
    public string? Model { get; init; }

    /// <summary>Reads a run's folder or a history file.</summary>
    /// <exception cref="UsageException">There is nothing at the path that could be read.</exception>
    /// <exception cref="HistoryFormatException">A file in it is damaged; the message names file and line.</exception>
    /// <exception cref="MemoryLimitException">The history takes more than the limit, in bytes.</exception>
    public static async Task<StoredRun> ReadAsync(
        string path, CancellationToken cancellationToken, long memoryLimitBytes = long.MaxValue)
    {
        try
        {
            if (Directory.Exists(path)) return await ReadFolderAsync(new(path), memoryLimitBytes, cancellationToken);
            if (File.Exists(HistoryImport.FileOf(path)))
            {
                var notes = new List<string>();
                var imported = HistoryImport.Read(path, memoryLimitBytes);
                AddTorn(path, imported.Stored?.TornLine, notes);
                return new(path, null, imported.Stored?.Header, new(imported.History, [], []), notes) { Model = imported.Model };
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {failure.Message}", failure);
        }

        throw new UsageException($"{path}: there is no such file or folder. Give a history file, or the folder of a run.");
    }

    private static async Task<StoredRun> ReadFolderAsync(
        RunDirectory directory, long memoryLimitBytes, CancellationToken cancellationToken)
    {
        if (!File.Exists(directory.HistoryFile))
            throw new UsageException($"{directory.Path} holds no history.jsonl, so it is not the folder of a run.");
        var document = File.Exists(directory.RunFile)
            ? await RunDocumentFile.ReadAsync(directory.RunFile, cancellationToken)
            : null;
        var notes = new List<string>();
        var (header, history) = ReadHistory(directory.HistoryFile, memoryLimitBytes, notes);
        var schedule = Records(directory.ScheduleFile, ScheduleFile.Read, notes);
        var observations = Records(directory.ObservationsFile, ObservationsFile.Read, notes);
        return new(directory.Path, document, header, new(history, schedule, observations), notes);
    }

    private static (HistoryHeader Header, History History) ReadHistory(string path, long memoryLimitBytes, List<string> notes)
    {
        var stored = HistoryFile.Read(path, memoryLimitBytes);
        AddTorn(path, stored.TornLine, notes);
        return (stored.Header, stored.History);
    }

    private static IReadOnlyList<T> Records<T>(string path, Func<string, StoredRecords<T>> read, List<string> notes)
    {
        if (!File.Exists(path)) return [];
        var stored = read(path);
        AddTorn(path, stored.TornLine, notes);
        return stored.Records;
    }

    private static void AddTorn(string path, TornLine? torn, List<string> notes)
    {
        if (torn is not null)
            notes.Add($"{path} ends in the middle of line {torn.Number}; that line was left out: {torn.Text}");
    }
}
