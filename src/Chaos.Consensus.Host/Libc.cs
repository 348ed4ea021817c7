using System.Runtime.InteropServices;

namespace Chaos.Consensus.Host;

/// <summary>
/// The calls of the C library that .NET does not offer, or softens: its own flush takes some errors for success, and opens no
/// directories. Numbers are those of Linux.
/// </summary>
internal static partial class Libc
{
    private const int ReadOnly = 0;
    private const int Directory = 0x10000;
    private const int DirectoryOnArm = 0x4000;
    private const int CloseOnExec = 0x80000;
    private const int Interrupted = 4;

    /// <summary>Flushes a file; null on success, else the name of the error.</summary>
    public static string? WhyNotFlushed(SafeHandle file)
    {
        var added = false;
        try
        {
            file.DangerousAddRef(ref added);
            return WhyNotFlushed((int)file.DangerousGetHandle());
        }
        finally
        {
            if (added) file.DangerousRelease();
        }
    }

    /// <summary>Flushes the names in a directory; null on success, else the name of the error.</summary>
    public static string? WhyNotFlushed(string directory)
    {
        var isArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64;
        var opened = Open(directory, ReadOnly | CloseOnExec | (isArm ? DirectoryOnArm : Directory));
        if (opened < 0) return Error();
        try
        {
            return WhyNotFlushed(opened);
        }
        finally
        {
            _ = Close(opened);
        }
    }

    /// <summary>Ends the process at once: no handler runs, nothing more is written.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int code);

    private static string? WhyNotFlushed(int file)
    {
        while (Flush(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted) return Error();
        }

        return null;
    }

    private static string Error() => Marshal.GetLastPInvokeErrorMessage();

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
