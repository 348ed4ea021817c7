using System.Buffers;
using System.Text;

namespace Chaos.Clusters;

/// <summary>Cuts a stream of bytes into lines; what follows the last line feed waits for more.</summary>
internal sealed class LineSplitter
{
    private readonly ArrayBufferWriter<byte> rest = new();

    /// <summary>Takes bytes, gives the lines that they complete.</summary>
    public List<string> Add(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string>();
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            rest.Write(bytes[..end]);
            bytes = bytes[(end + 1)..];
            lines.Add(Take());
        }

        rest.Write(bytes);
        return lines;
    }

    /// <summary>The unfinished last line; null where there is none.</summary>
    public string? End() => rest.WrittenCount == 0 ? null : Take();

    private string Take()
    {
        var text = Encoding.UTF8.GetString(rest.WrittenSpan).TrimEnd('\r');
        rest.ResetWrittenCount();
        return text;
    }
}
