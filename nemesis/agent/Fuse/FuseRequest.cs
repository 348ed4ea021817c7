namespace Chaos.Agent;

/// <summary>One request of the kernel, as it lies in memory (struct fuse_in_header, then what belongs to the call).</summary>
internal readonly unsafe struct FuseRequest(byte* bytes)
{
    /// <summary>Bytes before the call's own part.</summary>
    public const int HeaderBytes = 40;

    /// <summary>What is asked.</summary>
    public FuseCall Call => (FuseCall)(*(uint*)(bytes + 4));

    /// <summary>The reply repeats it.</summary>
    public ulong Unique => *(ulong*)(bytes + 8);

    /// <summary>The file or directory concerned.</summary>
    public ulong Node => *(ulong*)(bytes + 16);

    /// <summary>Who asks.</summary>
    public uint User => *(uint*)(bytes + 24);

    /// <summary>Who asks.</summary>
    public uint Group => *(uint*)(bytes + 28);

    /// <summary>The call's own part.</summary>
    public byte* Body => bytes + HeaderBytes;

    /// <summary>A number of the call's own part.</summary>
    public uint Word(int at) => *(uint*)(Body + at);

    /// <summary>A long number of the call's own part.</summary>
    public ulong Long(int at) => *(ulong*)(Body + at);

    /// <summary>A name in it, which ends with a zero as the C library wants it.</summary>
    public byte* Name(int at) => Body + at;

    /// <summary>The name behind the one at a place.</summary>
    public byte* NameAfter(int at)
    {
        var name = Body + at;
        while (*name != 0)
            name++;
        return name + 1;
    }
}
