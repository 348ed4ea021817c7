using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>A file that takes up the room of a disk.</summary>
internal static class Filler
{
    private const string FileName = ".chaos-filler";
    private const long LeastStep = 4096;

    /// <summary>Its size, bytes; 0 where there is none.</summary>
    public static long BytesIn(string root) => new FileInfo(PathIn(root)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Bytes that others than the agent can still write there.</summary>
    public static long FreeIn(string root) => new DriveInfo(root).AvailableFreeSpace;

    /// <summary>Lets it grow until at most this many bytes are free.</summary>
    /// <exception cref="AgentException">More are free all the same.</exception>
    public static void Fill(string root, long freeBytes)
    {
        using var file = new FileStream(PathIn(root), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        var handle = (int)file.SafeFileHandle.DangerousGetHandle();
        var size = file.Length;
        var step = long.MaxValue;
        while (FreeIn(root) is var free && free > freeBytes && step >= LeastStep)
        {
            step = Math.Min(step, Math.Max(LeastStep, free - freeBytes));
            // The file system needs some blocks for itself: what does not fit is tried again with half of it.
            if (Libc.Allocate(handle, 0, size, step) == 0)
                size += step;
            else if (Marshal.GetLastPInvokeError() is var errno and not Libc.NoSpace and not Libc.Interrupted)
                throw new AgentException("Filling the disk", errno, "");
            else
                step /= 2;
        }

        if (FreeIn(root) is var left && left > freeBytes + LeastStep)
            throw new AgentException($"{left} bytes are still free where {freeBytes} were asked for.");
    }

    /// <summary>Removes it.</summary>
    public static void Remove(string root) => File.Delete(PathIn(root));

    private static string PathIn(string root) => Path.Combine(root, FileName);
}
