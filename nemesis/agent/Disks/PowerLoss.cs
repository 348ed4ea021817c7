using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>
/// Ends a node as a power failure does. All processes are stopped, the file system is told to fail every further call and to write
/// nothing more, not even its journal (EXT4_IOC_SHUTDOWN), and the processes are killed: at once after each other, because a flush that
/// is under way inside the kernel goes on while its process stands still. What had not reached the disk by then is lost when the file
/// system is mounted again.
/// </summary>
internal static unsafe class PowerLoss
{
    // The size in this number is that of a 32-bit word, as the kernel defines it.
    private const nuint ShutdownRequest = 0x8004587D;
    private const uint WithoutLog = 2;
    private const string Needs = "The agent needs the capability SYS_ADMIN, and the data directory to be ext4.";

    /// <summary>Does it, and counts what was written and not flushed.</summary>
    /// <param name="root">The data directory.</param>
    /// <param name="processes">The node's processes.</param>
    /// <param name="clock">Tells when it was.</param>
    /// <param name="wasRenewed">Whether the unflushed mark had to be written twice.</param>
    public static LossReport Strike(string root, IPodProcesses processes, AgentClock clock, out bool wasRenewed)
    {
        using var directory = FileHandle.Read(root);
        var files = OpenFiles(root);
        try
        {
            using var mark = LossMarks.WriteUnflushed(root);
            var strike = Strike(directory, mark, processes, clock, out wasRenewed);
            return strike with { DirtyBytes = Sum(files, out var dirtyFiles), DirtyFiles = dirtyFiles };
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }

    /// <summary>Lets a file system fail every further call and write nothing more.</summary>
    public static void Shutdown(string root)
    {
        using var directory = FileHandle.Read(root);
        if (TryShutdown(directory) is var errno and > 0)
            throw new AgentException("Cutting the power of a file system", errno, Needs);
    }

    private static int TryShutdown(FileHandle directory)
    {
        var flags = WithoutLog;
        return Libc.Control(directory.Number, ShutdownRequest, &flags) < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    private static LossReport Strike(FileHandle directory, FileStream mark, IPodProcesses processes, AgentClock clock, out bool wasRenewed)
    {
        var stoppedNs = clock.NowNs;
        processes.Send(AgentSignal.Stop, null);
        try
        {
            wasRenewed = LossMarks.RenewUnflushed(mark);
            if (TryShutdown(directory) is var errno and > 0)
                throw new AgentException("Cutting the power of the data directory", errno, Needs);
        }
        catch
        {
            processes.Send(AgentSignal.Cont, null);
            throw;
        }

        var lostNs = clock.NowNs;
        processes.Send(AgentSignal.Kill, null);
        return new LossReport { StoppedNs = stoppedNs, LostNs = lostNs };
    }

    // Before the strike: afterwards nothing can be opened.
    private static List<FileHandle> OpenFiles(string root)
    {
        var files = new List<FileHandle>();
        foreach (var path in Directory.EnumerateFiles(root, "*", DataFiles.Everything))
        {
            if (FileHandle.TryRead(path) is { } file)
                files.Add(file);
        }

        return files;
    }

    private static long? Sum(List<FileHandle> files, out int dirtyFiles)
    {
        dirtyFiles = 0;
        var sum = 0L;
        foreach (var file in files)
        {
            if (DirtyPages.BytesOf(file) is not { } bytes)
                return null;
            sum += bytes;
            dirtyFiles += bytes > 0 ? 1 : 0;
        }

        return sum;
    }
}
