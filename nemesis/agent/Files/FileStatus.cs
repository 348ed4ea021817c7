using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>What the kernel says of a file (statx(2)); the layout is the same on every machine.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal unsafe struct FileStatus
{
    /// <summary>Of a link itself, not of what it leads to.</summary>
    public const int NoFollowLinks = 0x100;

    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const int TypeMask = 0xF000, Regular = 0x8000, Link = 0xA000, DirectoryType = 0x4000;

    [FieldOffset(0x04)]
    public uint BlockBytes;

    [FieldOffset(0x10)]
    public uint Links;

    [FieldOffset(0x14)]
    public uint Owner;

    [FieldOffset(0x18)]
    public uint Group;

    [FieldOffset(0x1C)]
    public ushort Mode;

    [FieldOffset(0x20)]
    public ulong Number;

    [FieldOffset(0x28)]
    public ulong Bytes;

    [FieldOffset(0x30)]
    public ulong Blocks;

    [FieldOffset(0x40)]
    public long AccessedSeconds;

    [FieldOffset(0x48)]
    public uint AccessedNs;

    [FieldOffset(0x60)]
    public long ChangedSeconds;

    [FieldOffset(0x68)]
    public uint ChangedNs;

    [FieldOffset(0x70)]
    public long ModifiedSeconds;

    [FieldOffset(0x78)]
    public uint ModifiedNs;

    [FieldOffset(0x80)]
    public uint DeviceMajor;

    [FieldOffset(0x84)]
    public uint DeviceMinor;

    [FieldOffset(0x88)]
    public uint FileSystemMajor;

    [FieldOffset(0x8C)]
    public uint FileSystemMinor;

    /// <summary>Whether it is an ordinary file.</summary>
    public readonly bool IsRegular => (Mode & TypeMask) == Regular;

    /// <summary>Whether it is a symbolic link.</summary>
    public readonly bool IsLink => (Mode & TypeMask) == Link;

    /// <summary>Whether it is a directory.</summary>
    public readonly bool IsDirectory => (Mode & TypeMask) == DirectoryType;

    /// <summary>Of what a path names, not of what a link there leads to; null where there is nothing.</summary>
    public static FileStatus? TryOf(string path) =>
        Ask(Libc.WorkingDirectory, path, NoFollowLinks, out var status) == 0 ? status : null;

    /// <summary>Of an open file; 0, or the kernel's error.</summary>
    public static int Of(int file, out FileStatus status) => Ask(file, "", EmptyPath | NoFollowLinks, out status);

    private static int Ask(int directory, string path, int flags, out FileStatus status)
    {
        fixed (FileStatus* found = &status)
            return Libc.Status(directory, path, flags, BasicStats, found) < 0 ? Marshal.GetLastPInvokeError() : 0;
    }
}
