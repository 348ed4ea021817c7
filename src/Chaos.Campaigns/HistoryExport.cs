using System.Text;
using Chaos.Checking;

namespace Chaos.Campaigns;

/// <summary>Writes a stored history in another format, for other tools.</summary>
public static class HistoryExport
{
    /// <summary>EDN, as Jepsen and Knossos read it.</summary>
    public const string Edn = "edn";

    /// <summary>Our own format: what it makes of a foreign history is read faster.</summary>
    public const string JsonLines = "jsonl";

    /// <summary>The formats.</summary>
    public static IReadOnlyList<string> Formats { get; } = [Edn, JsonLines];

    /// <summary>Writes the history of a run's folder, or of a file in any format that is read.</summary>
    /// <param name="path">The folder, the file, or <c>FILE#NAME</c>.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="to">Where to write.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What the user should know, a sentence each.</returns>
    /// <exception cref="UsageException">No such path or format, or it cannot be written.</exception>
    /// <exception cref="HistoryFormatException">The history is damaged.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        string path, string format, Func<Stream> to, CancellationToken cancellationToken)
    {
        if (!Formats.Contains(format)) throw new UsageException(NearestName.Unknown("format", format, Formats));
        var stored = await StoredRun.ReadAsync(path, cancellationToken);
        try
        {
            await using var stream = to();
            return [.. stored.Notes, .. format == Edn ? WriteEdn(stored, stream) : WriteJsonLines(stored, stream)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The history cannot be written: {failure.Message}", failure);
        }
    }

    private static IEnumerable<string> WriteEdn(StoredRun stored, Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        var left = EdnWriter.Write(stored.Evidence.History, text);
        return left == 0 ? [] : [$"{left:N0} notes were left out: they are remarks of Chaos, not operations."];
    }

    private static IEnumerable<string> WriteJsonLines(StoredRun stored, Stream stream)
    {
        var header = stored.Header ?? new HistoryHeader
        {
            RunId = Path.GetFileName(stored.Path),
            WallAtStart = DateTimeOffset.UnixEpoch,
            Model = stored.Model,
        };
        using var journal = new Journal(stream, header);
        foreach (var entry in stored.Evidence.History)
        {
            journal.Append(entry);
            if (journal.IsFull) journal.Flush();
        }

        journal.Flush();
        return [];
    }
}
