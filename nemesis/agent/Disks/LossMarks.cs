using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Chaos.Agent;

/// <summary>
/// What proves a power loss: a mark on the data directory that is flushed while the node is down, and must be there afterwards, and a file
/// that is written just before the loss without a flush, and must be gone. The node sees neither: the mark is an extended attribute, the
/// file is removed before the node starts again.
/// </summary>
internal static unsafe class LossMarks
{
    /// <summary>The size of the file, bytes.</summary>
    public const int UnflushedBytes = 64 << 10;

    private const string Attribute = "user.chaos.flushed";
    private const string FileName = ".chaos-unflushed";
    private const byte Fill = 0xC5;
    private const string Needs = "The agent needs the capability DAC_OVERRIDE.";

    /// <summary>Sets the flushed mark of a stopped node.</summary>
    public static void SetFlushed(string root, long number)
    {
        using var directory = FileHandle.Read(root);
        var value = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
        fixed (byte* bytes = value)
        {
            if (Libc.SetAttribute(directory.Number, Attribute, bytes, value.Length, 0) < 0)
                throw new AgentException("Marking the data directory", Marshal.GetLastPInvokeError(), Needs);
        }

        if (Libc.Flush(directory.Number) < 0)
            throw new AgentException("Flushing the data directory", Marshal.GetLastPInvokeError(), Needs);
    }

    /// <summary>Whether the flushed mark with this number is there.</summary>
    public static bool IsFlushedThere(string root, long number)
    {
        using var directory = FileHandle.Read(root);
        Span<byte> found = stackalloc byte[32];
        nint length;
        fixed (byte* bytes = found)
            length = Libc.GetAttribute(directory.Number, Attribute, bytes, found.Length);
        return length > 0
            && long.TryParse(found[..(int)length], CultureInfo.InvariantCulture, out var there)
            && there == number;
    }

    /// <summary>Writes the file that is to be lost.</summary>
    public static void WriteUnflushed(string root)
    {
        var bytes = new byte[UnflushedBytes];
        bytes.AsSpan().Fill(Fill);
        File.WriteAllBytes(Path.Combine(root, FileName), bytes);
    }

    /// <summary>How much of the file's content is still there, bytes; removes the rest of it.</summary>
    public static int TakeUnflushed(string root)
    {
        var path = Path.Combine(root, FileName);
        if (!File.Exists(path))
            return 0;
        var kept = File.ReadAllBytes(path).Count(b => b == Fill);
        File.Delete(path);
        return kept;
    }
}
