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
    private const byte Fill = 0xC5, SecondFill = 0x3A;
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

    /// <summary>Writes the file that is to be lost, and keeps it open.</summary>
    public static FileStream WriteUnflushed(string root)
    {
        var file = new FileStream(Path.Combine(root, FileName), FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        file.Write(Content(Fill));
        return file;
    }

    /// <summary>
    /// Where the kernel has written the file back by itself, its loss would prove nothing: then its content is written once more, another one,
    /// over the old. Tells whether that was so; false where this kernel cannot tell.
    /// </summary>
    public static bool RenewUnflushed(FileStream file)
    {
        if (DirtyPages.BytesOf((int)file.SafeFileHandle.DangerousGetHandle()) is not 0)
            return false;
        file.Position = 0;
        file.Write(Content(SecondFill));
        return true;
    }

    /// <summary>How much of what was written last is still there, bytes; removes the file.</summary>
    /// <param name="root">The data directory.</param>
    /// <param name="wasRenewed">Whether the content was written a second time.</param>
    public static int TakeUnflushed(string root, bool wasRenewed)
    {
        var path = Path.Combine(root, FileName);
        if (!File.Exists(path))
            return 0;
        var last = wasRenewed ? SecondFill : Fill;
        var kept = File.ReadAllBytes(path).Count(b => b == last);
        File.Delete(path);
        return kept;
    }

    private static byte[] Content(byte fill)
    {
        var bytes = new byte[UnflushedBytes];
        bytes.AsSpan().Fill(fill);
        return bytes;
    }
}
