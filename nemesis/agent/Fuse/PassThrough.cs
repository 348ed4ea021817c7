using System.Globalization;

namespace Chaos.Agent;

/// <summary>
/// Answers the kernel's requests by doing the same in another directory, and lets the treatment have its say at those that may be
/// slowed down or refused. A call that is not listed is refused as unknown: the kernel then does without, or tells the program.
/// </summary>
internal sealed unsafe class PassThrough : IDisposable
{
    /// <summary>The most bytes that are read or written by one request.</summary>
    public const int MostBytes = 128 << 10;

    private static readonly byte[] Nothing = [0];

    private readonly FuseNodes nodes;
    private readonly CallTreatment treatment;
    private readonly FuseHandles handles = new();
    private readonly PassThroughNames names;

    /// <summary>With a descriptor of the directory, which it closes in the end.</summary>
    public PassThrough(int root, CallTreatment treatment)
    {
        nodes = new FuseNodes(root);
        names = new PassThroughNames(nodes, handles);
        this.treatment = treatment;
    }

    /// <summary>Carries out a request; answers with the bytes written to the reply, or an error below 0; null where no reply is due.</summary>
    public int? Answer(in FuseRequest request, in FuseReply reply)
    {
        switch (request.Call)
        {
            case FuseCall.Forget:
                nodes.Forget(request.Node, request.Long(0));
                return null;
            case FuseCall.ForgetMany:
                for (var i = 0; i < request.Word(0); i++)
                    nodes.Forget(request.Long(8 + (16 * i)), request.Long(16 + (16 * i)));
                return null;
            case FuseCall.Interrupt:
                return null;
            case FuseCall.Begin:
                return Begin(request, reply);
            case FuseCall.End:
                return 0;
            case FuseCall.GetAttributes:
                return Attributes(request, reply);
            case FuseCall.SetAttributes:
                return SetAttributes(request) is var changed and < 0 ? changed : Attributes(request, reply);
            case FuseCall.Status:
                return Status(request, reply);
            default:
                return OfFiles(request, reply) ?? names.Answer(request, reply) ?? -Libc.NotImplemented;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        handles.Dispose();
        nodes.Dispose();
    }

    /// <summary>The path at which the C library follows a descriptor that only names a file.</summary>
    public static string PathOf(int file) => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file}");

    private int? OfFiles(in FuseRequest request, in FuseReply reply)
    {
        switch (request.Call)
        {
            case FuseCall.Open:
                return treatment.Refuse(FailingCall.Open) is var refused and > 0 ? -refused : Open(request, reply);
            case FuseCall.OpenDirectory:
                return Open(request, reply);
            case FuseCall.Create:
                return treatment.Refuse(FailingCall.Open) is var denied and > 0 ? -denied : names.Create(request, reply);
            case FuseCall.Read:
                return treatment.Refuse(FailingCall.Read) is var unread and > 0 ? -unread : Read(request, reply);
            case FuseCall.Write:
                return treatment.Refuse(FailingCall.Write) is var unwritten and > 0 ? -unwritten : Write(request, reply);
            case FuseCall.Allocate:
                return treatment.Refuse(FailingCall.Write) is var full and > 0 ? -full : Allocate(request);
            case FuseCall.Release or FuseCall.ReleaseDirectory:
                return handles.Close(Handle(request));
            case FuseCall.Flush or FuseCall.FlushDirectory:
                return Flush(Handle(request), (request.Word(8) & 1) != 0);
            case FuseCall.FlushAll:
                return FlushAll();
            case FuseCall.ReadDirectory:
                return DirectoryEntries.Read(Handle(request), (long)request.Long(8), reply, (int)Math.Min(request.Word(16), MostBytes));
            default:
                return null;
        }
    }

    private static int Handle(in FuseRequest request) => (int)request.Long(0);

    private static int Begin(in FuseRequest request, in FuseReply reply)
    {
        // Reads in parallel, large writes, operations of a directory in parallel, pages in number.
        const uint wanted = 1 | (1 << 5) | (1 << 18) | (1 << 22);
        reply.Blank(64);
        reply.Word(0, 7);
        reply.Word(4, 31);
        reply.Word(8, request.Word(8));
        reply.Word(12, wanted & request.Word(12));
        reply.Word(16, 64 | (48 << 16));
        reply.Word(20, MostBytes);
        reply.Word(24, 1);
        reply.Word(28, MostBytes / 4096);
        return 64;
    }

    private int Attributes(in FuseRequest request, in FuseReply reply) =>
        FileStatus.Of(nodes[request.Node], out var status) is var error and > 0 ? -error : reply.Attributes(status);

    private int SetAttributes(in FuseRequest request)
    {
        const uint mode = 1, owner = 2, group = 4, size = 8, accessed = 16, modified = 32, handle = 64, accessedNow = 128, modifiedNow = 256;
        var valid = request.Word(0);
        var file = nodes[request.Node];
        if ((valid & mode) != 0 && Libc.ChangeMode(PathOf(file), request.Word(68) & 0xFFF) < 0)
            return FuseReply.LastError;
        if ((valid & (owner | group)) != 0)
        {
            fixed (byte* nothing = Nothing)
            {
                if (Libc.ChangeOwnerAt(
                    file, nothing, (valid & owner) != 0 ? request.Word(76) : uint.MaxValue,
                    (valid & group) != 0 ? request.Word(80) : uint.MaxValue, Libc.EmptyPath) < 0)
                    return FuseReply.LastError;
            }
        }

        if ((valid & size) != 0 && Resize(file, (valid & handle) != 0 ? (int)request.Long(8) : -1, (long)request.Long(16)) is var failed and < 0)
            return failed;
        if ((valid & (accessed | modified)) == 0)
            return 0;
        var times = stackalloc long[4];
        Time(times, 0, (valid & accessed) != 0, (valid & accessedNow) != 0, request.Long(32), request.Word(56));
        Time(times, 2, (valid & modified) != 0, (valid & modifiedNow) != 0, request.Long(40), request.Word(60));
        return Libc.ChangeTimes(Libc.WorkingDirectory, PathOf(file), times, 0) < 0 ? FuseReply.LastError : 0;
    }

    private static void Time(long* times, int at, bool set, bool now, ulong seconds, uint ns)
    {
        const long nowNs = (1 << 30) - 1, omitNs = (1 << 30) - 2;
        times[at] = (long)seconds;
        times[at + 1] = !set ? omitNs : now ? nowNs : ns;
    }

    private static int Resize(int file, int handle, long length)
    {
        if (handle >= 0)
            return Libc.Truncate(handle, length) < 0 ? FuseReply.LastError : 0;
        var opened = Libc.Open(PathOf(file), Libc.OpenWrite | Libc.CloseOnExec, 0);
        if (opened < 0)
            return FuseReply.LastError;
        var result = Libc.Truncate(opened, length) < 0 ? FuseReply.LastError : 0;
        _ = Libc.Close(opened);
        return result;
    }

    private int Status(in FuseRequest request, in FuseReply reply)
    {
        // struct statfs of 64-bit Linux: type, block size, blocks, free, available, files, free files, id, name length, fragment size.
        var status = stackalloc long[32];
        if (Libc.FileSystemStatus(nodes[request.Node], status) < 0)
            return FuseReply.LastError;
        reply.Blank(80);
        for (var i = 0; i < 5; i++)
            reply.Long(8 * i, (ulong)status[2 + i]);
        reply.Word(40, (uint)status[1]);
        reply.Word(44, (uint)status[8]);
        reply.Word(48, (uint)status[9]);
        return 80;
    }

    // The kernel gives offsets also for files that are appended to, and asks for a flush itself where a file was opened for that:
    // of the flags only the way of access is left.
    private int Open(in FuseRequest request, in FuseReply reply)
    {
        var file = Libc.Open(PathOf(nodes[request.Node]), ((int)request.Word(0) & Libc.AccessMask) | Libc.CloseOnExec, 0);
        if (file < 0)
            return FuseReply.LastError;
        handles.Add(file);
        reply.Blank(16);
        reply.Long(0, (ulong)file);
        return 16;
    }

    private static int Read(in FuseRequest request, in FuseReply reply)
    {
        var got = Libc.ReadAt(Handle(request), reply.Body, (nint)Math.Min(request.Word(16), MostBytes), (long)request.Long(8));
        return got < 0 ? FuseReply.LastError : (int)got;
    }

    private static int Write(in FuseRequest request, in FuseReply reply)
    {
        const int data = 40;
        var put = Libc.WriteAt(Handle(request), request.Body + data, (nint)request.Word(16), (long)request.Long(8));
        if (put < 0)
            return FuseReply.LastError;
        reply.Blank(8);
        reply.Word(0, (uint)put);
        return 8;
    }

    private static int Allocate(in FuseRequest request) =>
        Libc.Allocate(Handle(request), (int)request.Word(24), (long)request.Long(8), (long)request.Long(16)) < 0 ? FuseReply.LastError : 0;

    private int Flush(int handle, bool dataOnly) => treatment.Flush(
        () => (dataOnly ? Libc.FlushData(handle) : Libc.Flush(handle)) < 0 ? FuseReply.LastError : 0);

    private int FlushAll()
    {
        var root = Libc.Open(PathOf(nodes[FuseNodes.Root]), Libc.OpenRead | Libc.CloseOnExec, 0);
        if (root < 0)
            return FuseReply.LastError;
        var result = treatment.Flush(() => Libc.FlushAll(root) < 0 ? FuseReply.LastError : 0);
        _ = Libc.Close(root);
        return result;
    }
}
