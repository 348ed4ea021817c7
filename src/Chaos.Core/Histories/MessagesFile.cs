namespace Chaos;

/// <summary><c>messages.jsonl</c>: the messages around a violation, one a line, in the order in which they were sent.</summary>
public static class MessagesFile
{
    /// <summary>Writes a file anew.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<MessageRecord> messages)
    {
        File.Delete(path);
        using var writer = new JsonLinesWriter<MessageRecord>(path, RunJson.Default.MessageRecord, late: true);
        foreach (var message in messages) writer.Append(message);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="HistoryFormatException">A line is not a message; the text names file and line.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static IReadOnlyList<MessageRecord> Read(string path) => JsonLines.Read(path, RunJson.Default.MessageRecord).Records;
}
