namespace Chaos.Agent;

/// <summary>Counts what was written to files and is not on the disk (cachestat(2), Linux 6.5 and later).</summary>
internal static unsafe class DirtyPages
{
    // The same on x64 and arm64.
    private const nint CacheStat = 451;
    private const int DirtyAt = 1;

    /// <summary>Bytes of a file that are only in memory, in whole pages; null where this kernel cannot tell.</summary>
    public static long? BytesOf(FileHandle file) => BytesOf(file.Number);

    /// <summary>The same for a file by its number.</summary>
    public static long? BytesOf(int file)
    {
        var range = stackalloc ulong[2];
        var counts = stackalloc ulong[5];
        range[0] = range[1] = 0;
        return Libc.SystemCall(CacheStat, file, (nint)range, (nint)counts, 0) < 0
            ? null
            : (long)counts[DirtyAt] * Environment.SystemPageSize;
    }
}
