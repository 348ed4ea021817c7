using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

/// <summary>Plays the kernel: writes requests as they are in linux/fuse.h, and reads the replies.</summary>
internal sealed unsafe class FuseCaller : IDisposable
{
    public const ulong Root = 1;

    private const int ReadWrite = 2;

    private readonly PassThrough layer;
    private readonly byte* request = (byte*)NativeMemory.AllocZeroed(1 << 18);
    private readonly byte* reply = (byte*)NativeMemory.AllocZeroed(1 << 18);
    private readonly uint user, group;

    public FuseCaller(string root, CallTreatment treatment)
    {
        var directory = Libc.Open(root, Libc.OpenRead, 0);
        Assert.True(directory >= 0);
        Assert.Equal(0, FileStatus.Of(directory, out var status));
        (user, group) = (status.Owner, status.Group);
        layer = new PassThrough(directory, treatment);
    }

    /// <summary>The mount is gone; may be called again.</summary>
    public void End() => layer.Dispose();

    public void Dispose()
    {
        layer.Dispose();
        NativeMemory.Free(request);
        NativeMemory.Free(reply);
    }

    /// <summary>Sends a request; answers with its result.</summary>
    public int Ask(FuseCall call, ulong node = Root, params object[] body)
    {
        using var bytes = new MemoryStream();
        foreach (var part in body)
            bytes.Write(part switch
            {
                uint word => BitConverter.GetBytes(word),
                ulong word => BitConverter.GetBytes(word),
                string name => Encoding.UTF8.GetBytes(name + '\0'),
                byte[] data => data,
                _ => throw new ArgumentException(part.ToString()),
            });
        var header = new Span<byte>(request, FuseRequest.HeaderBytes);
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)call);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], 99);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], node);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], user);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], group);
        bytes.ToArray().CopyTo(new Span<byte>(request + FuseRequest.HeaderBytes, (int)bytes.Length));
        var asked = new FuseRequest(request);
        var answer = new FuseReply(reply);
        if (layer.Answer(asked, answer) is not { } result)
            return 0;
        var whole = answer.Finish(asked, result);
        Assert.Equal(whole.Length, BinaryPrimitives.ReadInt32LittleEndian(whole));
        Assert.Equal(99ul, BinaryPrimitives.ReadUInt64LittleEndian(whole[8..]));
        return result;
    }

    public (ulong Node, ulong File) Create(ulong directory, string name, uint mode)
    {
        Assert.Equal(144, Ask(FuseCall.Create, directory, (uint)ReadWrite, mode, 0u, 0u, name));
        return (Long(0), Long(128));
    }

    public int TryCreate(ulong directory, string name) => Ask(FuseCall.Create, directory, (uint)ReadWrite, 0u, 0u, 0u, name);

    public ulong Open(ulong node)
    {
        Assert.Equal(16, Ask(FuseCall.Open, node, (uint)ReadWrite, 0u));
        return Long(0);
    }

    public int Write(ulong file, ulong offset, string text)
    {
        var result = Ask(
            FuseCall.Write, Root, file, offset, (uint)text.Length, 0u, 0ul, 0u, 0u, Encoding.UTF8.GetBytes(text));
        return result == 8 ? (int)Word(0) : result;
    }

    public string Read(ulong file, ulong offset, uint length)
    {
        var got = Ask(FuseCall.Read, Root, file, offset, length, 0u, 0ul, 0u, 0u);
        Assert.True(got >= 0);
        return Encoding.UTF8.GetString(Body(got));
    }

    public int TryRead(ulong file) => Ask(FuseCall.Read, Root, file, 0ul, 1u, 0u, 0ul, 0u, 0u);

    public int Flush(ulong file) => Ask(FuseCall.Flush, Root, file, 1u, 0u);

    public int Release(ulong file) => Ask(FuseCall.Release, Root, file, 0u, 0u, 0ul);

    public int TryLookUp(ulong directory, string name) => Ask(FuseCall.Lookup, directory, name);

    public ulong LookUp(ulong directory, string name) => Entry(TryLookUp(directory, name));

    public ulong MakeDirectory(ulong directory, string name) => Entry(Ask(FuseCall.MakeDirectory, directory, 0b111_101_101u, 0u, name));

    public ulong MakeLink(ulong directory, string name, string target) => Entry(Ask(FuseCall.MakeLink, directory, name, target));

    public ulong HardLink(ulong node, ulong directory, string name) => Entry(Ask(FuseCall.HardLink, directory, node, name));

    public int Rename(ulong from, string name, ulong to, string newName) => Ask(FuseCall.RenameWithFlags, from, to, 0u, 0u, name, newName);

    public int Unlink(ulong directory, string name) => Ask(FuseCall.Unlink, directory, name);

    public int RemoveDirectory(ulong directory, string name) => Ask(FuseCall.RemoveDirectory, directory, name);

    public string ReadLink(ulong node) => Encoding.UTF8.GetString(Body(Ask(FuseCall.ReadLink, node)));

    public void Forget(ulong node, ulong times) => Ask(FuseCall.Forget, node, times);

    public long SizeOf(ulong node)
    {
        Assert.Equal(FuseReply.AttributesBytes, Ask(FuseCall.GetAttributes, node, 0u, 0u, 0ul));
        return (long)Long(24);
    }

    public uint ModeOf(ulong node)
    {
        Assert.Equal(FuseReply.AttributesBytes, Ask(FuseCall.GetAttributes, node, 0u, 0u, 0ul));
        return Word(16 + 60);
    }

    public int SetSize(ulong node, ulong size) => Changed(Ask(FuseCall.SetAttributes, node, SetBody(8, size, 0)));

    public int SetMode(ulong node, uint mode) => Changed(Ask(FuseCall.SetAttributes, node, SetBody(1, 0, mode)));

    /// <summary>Opens the talk as a kernel with this minor number; answers with the most bytes of a write.</summary>
    public int Begin(uint maximum)
    {
        Assert.Equal(64, Ask(FuseCall.Begin, Root, 7u, maximum, 1u << 17, uint.MaxValue));
        return (int)Word(20);
    }

    public List<string> List(ulong directory, uint room)
    {
        Assert.Equal(16, Ask(FuseCall.OpenDirectory, directory, 0u, 0u));
        var file = Long(0);
        var names = new List<string>();
        for (var place = 0ul; ;)
        {
            var got = Ask(FuseCall.ReadDirectory, Root, file, place, room, 0u, 0ul, 0u, 0u);
            Assert.InRange(got, 0, (int)room);
            if (got == 0)
                break;
            for (var at = 0; at < got;)
            {
                var length = (int)Word(at + 16);
                place = Long(at + 8);
                names.Add(Encoding.UTF8.GetString(new ReadOnlySpan<byte>(reply + FuseReply.HeaderBytes + at + 24, length)));
                at += (24 + length + 7) & ~7;
            }
        }

        Assert.Equal(0, Ask(FuseCall.ReleaseDirectory, Root, file, 0u, 0u, 0ul));
        return names;
    }

    private static byte[] SetBody(uint valid, ulong size, uint mode)
    {
        var body = new byte[88];
        BinaryPrimitives.WriteUInt32LittleEndian(body, valid);
        BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(16), size);
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(68), mode);
        return body;
    }

    private static int Changed(int result) => result == FuseReply.AttributesBytes ? 0 : result;

    private ulong Entry(int result)
    {
        Assert.Equal(FuseReply.EntryBytes, result);
        return Long(0);
    }

    private uint Word(int at) => *(uint*)(reply + FuseReply.HeaderBytes + at);

    private ulong Long(int at) => *(ulong*)(reply + FuseReply.HeaderBytes + at);

    private ReadOnlySpan<byte> Body(int length) => new(reply + FuseReply.HeaderBytes, length);
}
