using System.IO.Compression;

namespace Chaos.Checking;

/// <summary>
/// Reads a history from a file, plain or gzip, in our own format, in EDN (Jepsen, Knossos, Porcupine's key-value logs) or as a text log of
/// Jepsen's etcd test. The format shows in the first characters.
/// </summary>
public static class HistoryImport
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="HistoryFormatException">It is empty, of no known format, or damaged; the message names file and line.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static ImportedHistory Read(string path)
    {
        try
        {
            using (var text = Open(path))
            {
                switch (First(text, path))
                {
                    case '[' or '(' or ';' or '#':
                        return new ImportedHistory(new History(EdnHistory.Read(text, path)), "edn", null);
                    case '{' when SecondIsKeyword(text):
                        return new ImportedHistory(new History(EdnHistory.Read(new Prefixed('{', text), path)), "edn", null);
                    case 'I':
                        return new ImportedHistory(new History(EtcdLog.Read(text, path)), "etcd-log", null);
                }
            }

            var stored = HistoryFile.Read(path);
            return new ImportedHistory(stored.History, "chaos", stored);
        }
        catch (InvalidDataException broken)
        {
            throw new HistoryFormatException($"{path}: the gzip data is damaged ({broken.Message.TrimEnd('.')}). Get the file again.", broken);
        }
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
