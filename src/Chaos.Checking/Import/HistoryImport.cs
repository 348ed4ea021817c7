using System.IO.Compression;

namespace Chaos.Checking;

/// <summary>
/// Reads a history from a file, plain or gzip, in our own format, in EDN (Jepsen, Knossos, Porcupine's key-value logs) or as a text log of
/// Jepsen's etcd test. The format shows in the first characters. <c>FILE#NAME</c> is one history of a <see cref="HistoryCollection"/>.
/// </summary>
public static class HistoryImport
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="HistoryFormatException">It is empty, of no known format, or damaged; the message names file and line.</exception>
    /// <exception cref="UsageException">The file holds several histories and none is named, or none has that name.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="MemoryLimitException">The history takes more than the limit, in bytes.</exception>
    public static ImportedHistory Read(string path, long memoryLimitBytes = long.MaxValue)
    {
        if (FileOf(path) is var file && file != path)
            return Imported(HistoryCollection.Find(file, path[(file.Length + 1)..]));
        if (HistoryCollection.IsCollection(path)) return Only(path);
        try
        {
            using (var text = Open(path))
            {
                switch (First(text, path))
                {
                    case '[' or '(' or ';' or '#':
                        return new ImportedHistory(History.Build(EdnHistory.Read(text, path), memoryLimitBytes, path), "edn", null);
                    case '{' when SecondIsKeyword(text):
                        return new ImportedHistory(History.Build(EdnHistory.Read(new Prefixed('{', text), path), memoryLimitBytes, path), "edn", null);
                    case 'I':
                        return new ImportedHistory(History.Build(EtcdLog.Read(text, path), memoryLimitBytes, path), "etcd-log", null);
                }
            }

            var stored = HistoryFile.Read(path, memoryLimitBytes);
            return new ImportedHistory(stored.History, "chaos", stored, stored.Header.Model);
        }
        catch (InvalidDataException broken)
        {
            throw new HistoryFormatException($"{path}: the gzip data is damaged ({broken.Message.TrimEnd('.')}). Get the file again.", broken);
        }
    }

    /// <summary>The file that a path names: without what selects a history in it.</summary>
    public static string FileOf(string path)
    {
        var at = path.LastIndexOf('#');
        return at > 0 && !File.Exists(path) && File.Exists(path[..at]) ? path[..at] : path;
    }

    private static ImportedHistory Imported(NamedHistory item) => new(item.History, "collection", null, item.Model);

    private static ImportedHistory Only(string path)
    {
        var first = HistoryCollection.Read(path).Take(2).ToArray();
        return first.Length == 1
            ? Imported(first[0])
            : throw new UsageException($"{path} holds several histories. Name one of them, as in {path}#{first[0].Name}.");
    }

    private static StreamReader Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return new StreamReader(isGzip ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    private static char First(StreamReader text, string path)
    {
        while (text.Peek() is var next && next >= 0)
        {
            if (!char.IsWhiteSpace((char)next)) return (char)next;
            text.Read();
        }

        throw new HistoryFormatException($"{path} is empty: a history was expected.");
    }

    // Takes the brace: a JSON object goes on with a quote, an EDN map with a keyword.
    private static bool SecondIsKeyword(StreamReader text)
    {
        text.Read();
        while (text.Peek() is var next && next >= 0 && char.IsWhiteSpace((char)next)) text.Read();
        return text.Peek() == ':';
    }

    // A text with a character put back before it.
    private sealed class Prefixed(char first, TextReader rest) : TextReader
    {
        private bool isTaken;

        public override int Peek() => isTaken ? rest.Peek() : first;

        public override int Read()
        {
            if (isTaken) return rest.Read();
            isTaken = true;
            return first;
        }
    }
}
