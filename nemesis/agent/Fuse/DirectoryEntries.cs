namespace Chaos.Agent;

/// <summary>Lists a directory in the form in which the kernel wants it of a file system in user space.</summary>
internal static unsafe class DirectoryEntries
{
    private const int SourceBytes = 16 << 10;
    private const int HeaderBytes = 24;
    private const int FromStart = 0;

    /// <summary>Writes entries from a place on; answers with the bytes, 0 at the end, or an error below 0.</summary>
    public static int Read(int directory, long place, in FuseReply reply, int room)
    {
        if (Libc.Seek(directory, place, FromStart) < 0)
            return FuseReply.LastError;
        var source = stackalloc byte[SourceBytes];
        var got = Libc.ReadEntries(directory, source, SourceBytes);
        if (got < 0)
            return FuseReply.LastError;
        var written = 0;
        // What does not fit any more is asked for again, from the place that the last entry names.
        for (var at = 0; at < got && TryAdd(source + at, reply, room, ref written);)
            at += *(ushort*)(source + at + 16);
        return written;
    }

    // struct linux_dirent64: inode, place of the next, length, kind, name.
    private static bool TryAdd(byte* entry, in FuseReply reply, int room, ref int written)
    {
        const int nameAt = 19;
        var length = 0;
        while (entry[nameAt + length] != 0)
            length++;
        var whole = (HeaderBytes + length + 7) & ~7;
        if (written + whole > room)
            return false;
        var target = reply.Body + written;
        new Span<byte>(target, whole).Clear();
        *(ulong*)target = *(ulong*)entry;
        *(ulong*)(target + 8) = *(ulong*)(entry + 8);
        *(uint*)(target + 16) = (uint)length;
        *(uint*)(target + 20) = entry[18];
        new ReadOnlySpan<byte>(entry + nameAt, length).CopyTo(new Span<byte>(target + HeaderBytes, length));
        written += whole;
        return true;
    }
}
