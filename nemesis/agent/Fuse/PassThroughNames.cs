namespace Chaos.Agent;

/// <summary>The requests about names: looking them up, making, changing and removing them.</summary>
internal sealed unsafe class PassThroughNames(FuseNodes nodes, FuseHandles handles)
{
    private static readonly byte[] Nothing = [0];

    /// <summary>Carries out a request; null where it is none of these.</summary>
    public int? Answer(in FuseRequest request, in FuseReply reply)
    {
        var directory = nodes[request.Node];
        switch (request.Call)
        {
            case FuseCall.Lookup:
                return LookUp(directory, request.Name(0), reply);
            case FuseCall.ReadLink:
                return ReadLink(directory, reply);
            case FuseCall.MakeLink:
                return Made(Libc.MakeLinkAt(request.NameAfter(0), directory, request.Name(0)), request, directory, request.Name(0), reply);
            case FuseCall.MakeNode:
                return Made(
                    Libc.MakeNodeAt(directory, request.Name(16), request.Word(0), request.Word(4)), request, directory, request.Name(16), reply);
            case FuseCall.MakeDirectory:
                return Made(Libc.MakeDirectoryAt(directory, request.Name(8), request.Word(0)), request, directory, request.Name(8), reply);
            case FuseCall.Unlink:
                return Result(Libc.UnlinkAt(directory, request.Name(0), 0));
            case FuseCall.RemoveDirectory:
                return Result(Libc.UnlinkAt(directory, request.Name(0), Libc.RemoveDirectory));
            case FuseCall.Rename:
                return Result(Libc.RenameAt(directory, request.Name(8), nodes[request.Long(0)], request.NameAfter(8), 0));
            case FuseCall.RenameWithFlags:
                return Result(Libc.RenameAt(
                    directory, request.Name(16), nodes[request.Long(0)], request.NameAfter(16), request.Word(8)));
            case FuseCall.HardLink:
                return HardLink(nodes[request.Long(0)], directory, request.Name(8), reply);
            default:
                return null;
        }
    }

    /// <summary>Creates a file and opens it.</summary>
    public int Create(in FuseRequest request, in FuseReply reply)
    {
        var directory = nodes[request.Node];
        var flags = (int)request.Word(0) & (Libc.AccessMask | Libc.OpenExclusive | Libc.OpenTruncate);
        var file = Libc.OpenAt(
            directory, request.Name(16), flags | Libc.OpenCreate | Libc.CloseOnExec | Libc.NoFollow, request.Word(4) & 0xFFF);
        if (file < 0)
            return FuseReply.LastError;
        var result = Made(0, request, directory, request.Name(16), reply);
        if (result < 0)
        {
            _ = Libc.Close(file);
            return result;
        }

        handles.Add(file);
        reply.Long(result, (ulong)file);
        reply.Long(result + 8, 0);
        return result + 16;
    }

    private static int Result(int answer) => answer < 0 ? FuseReply.LastError : 0;

    private int Made(int answer, in FuseRequest request, int directory, byte* name, in FuseReply reply)
    {
        if (answer < 0)
            return FuseReply.LastError;
        return Libc.ChangeOwnerAt(directory, name, request.User, request.Group, FileStatus.NoFollowLinks) < 0
            ? FuseReply.LastError
            : LookUp(directory, name, reply);
    }

    private int LookUp(int directory, byte* name, in FuseReply reply)
    {
        var file = Libc.OpenAt(directory, name, Libc.OpenName | Libc.NoFollow | Libc.CloseOnExec, 0);
        if (file < 0)
            return FuseReply.LastError;
        if (FileStatus.Of(file, out var status) is var error and > 0)
        {
            _ = Libc.Close(file);
            return -error;
        }

        return reply.Entry(nodes.Remember(file, status), status);
    }

    private static int ReadLink(int link, in FuseReply reply)
    {
        fixed (byte* nothing = Nothing)
        {
            var length = Libc.ReadLinkAt(link, nothing, reply.Body, 4096);
            return length < 0 ? FuseReply.LastError : (int)length;
        }
    }

    private int HardLink(int file, int directory, byte* name, in FuseReply reply)
    {
        fixed (byte* path = System.Text.Encoding.UTF8.GetBytes(PassThrough.PathOf(file) + '\0'))
        {
            return Libc.HardLinkAt(Libc.WorkingDirectory, path, directory, name, Libc.Follow) < 0
                ? FuseReply.LastError
                : LookUp(directory, name, reply);
        }
    }
}
