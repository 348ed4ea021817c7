using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>The reply to one request, in memory of its own (struct fuse_out_header, then what belongs to the call).</summary>
internal readonly unsafe struct FuseReply(byte* bytes)
{
    /// <summary>Bytes before the call's own part.</summary>
    public const int HeaderBytes = 16;

    /// <summary>Bytes of the attributes of a file (struct fuse_attr).</summary>
    public const int AttributeBytes = 88;

    /// <summary>Bytes of an entry (struct fuse_entry_out).</summary>
    public const int EntryBytes = 40 + AttributeBytes;

    /// <summary>Bytes of an answer with attributes (struct fuse_attr_out).</summary>
    public const int AttributesBytes = 16 + AttributeBytes;

    private const ulong ValidSeconds = 1;

    /// <summary>The call's own part.</summary>
    public byte* Body => bytes + HeaderBytes;

    /// <summary>The error of the last call of the C library, as a result.</summary>
    public static int LastError => -Marshal.GetLastPInvokeError();

    /// <summary>Finishes it.</summary>
    /// <param name="request">What it answers.</param>
    /// <param name="result">The number of bytes of the call's own part, or an error below 0.</param>
    /// <returns>The whole.</returns>
    public ReadOnlySpan<byte> Finish(in FuseRequest request, int result)
    {
        var length = HeaderBytes + Math.Max(0, result);
        *(int*)bytes = length;
        *(int*)(bytes + 4) = Math.Min(0, result);
        *(ulong*)(bytes + 8) = request.Unique;
        return new ReadOnlySpan<byte>(bytes, length);
    }

    /// <summary>Sets so many bytes of the call's own part to zero.</summary>
    public void Blank(int count) => new Span<byte>(Body, count).Clear();

    /// <summary>Writes a number.</summary>
    public void Word(int at, uint value) => *(uint*)(Body + at) = value;

    /// <summary>Writes a long number.</summary>
    public void Long(int at, ulong value) => *(ulong*)(Body + at) = value;

    /// <summary>Writes an entry: a name that leads to a node.</summary>
    public int Entry(ulong node, in FileStatus status)
    {
        Blank(EntryBytes);
        Long(0, node);
        Long(16, ValidSeconds);
        Long(24, ValidSeconds);
        Attributes(40, status);
        return EntryBytes;
    }

    /// <summary>Writes an answer with attributes.</summary>
    public int Attributes(in FileStatus status)
    {
        Blank(AttributesBytes);
        Long(0, ValidSeconds);
        Attributes(16, status);
        return AttributesBytes;
    }

    private void Attributes(int at, in FileStatus status)
    {
        Long(at, status.Number);
        Long(at + 8, status.Bytes);
        Long(at + 16, status.Blocks);
        Long(at + 24, (ulong)status.AccessedSeconds);
        Long(at + 32, (ulong)status.ModifiedSeconds);
        Long(at + 40, (ulong)status.ChangedSeconds);
        Word(at + 48, status.AccessedNs);
        Word(at + 52, status.ModifiedNs);
        Word(at + 56, status.ChangedNs);
        Word(at + 60, status.Mode);
        Word(at + 64, status.Links);
        Word(at + 68, status.Owner);
        Word(at + 72, status.Group);
        Word(at + 76, (status.DeviceMajor << 8) | status.DeviceMinor);
        Word(at + 80, status.BlockBytes);
    }
}
