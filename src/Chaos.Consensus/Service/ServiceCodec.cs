namespace Chaos.Consensus;

/// <summary>The requests and replies that all systems of this project share, to and from bytes. Their tags are 128 and above.</summary>
internal static class ServiceCodec
{
    public const byte FirstTag = 128;
    private const int MostNodes = 1_024;

    public static void Write(ProgramMessage message, ByteWriter to)
    {
        switch (message)
        {
            case ClientRequest request:
                to.Byte(FirstTag);
                request.Command.Write(to);
                break;
            case ClientReply reply:
                to.Byte(FirstTag + 1);
                reply.Result.Write(to);
                to.Text(reply.Text);
                break;
            case ProbeRequest request:
                to.Byte(FirstTag + 2);
                to.Bool(request.WithDigest);
                break;
            case ProbeReply reply:
                to.Byte(FirstTag + 3);
                Write(reply, to);
                break;
            case AdminRequest request:
                to.Byte(FirstTag + 4);
                to.Number((int)request.Action);
                Write(request.Nodes, to);
                break;
            default:
                throw new ArgumentException($"There is no code for a message {message.Name}.", nameof(message));
        }
    }

    public static ProgramMessage Read(byte tag, ref ByteReader from) => tag switch
    {
        FirstTag => new ClientRequest(KeyValueCommand.Read(ref from)),
        FirstTag + 1 => new ClientReply(KeyValueResult.Read(ref from), from.Text()),
        FirstTag + 2 => new ProbeRequest(from.Bool()),
        FirstTag + 3 => ReadProbe(ref from),
        FirstTag + 4 => new AdminRequest((AdminAction)from.Count((int)AdminAction.Compact), ReadNodes(ref from)),
        _ => throw new FormatException($"{tag} is no request or reply."),
    };

    private static void Write(ProbeReply reply, ByteWriter to)
    {
        to.Number((int)reply.Role);
        to.Number(reply.Term);
        to.Number(reply.Leader);
        to.Number(reply.CommitIndex);
        to.Number(reply.AppliedIndex);
        to.Number(reply.LastIndex);
        Write(reply.Members, to);
        to.Bool(reply.Digest is not null);
        if (reply.Digest is { } digest) to.Number((long)digest);
    }

    private static ProbeReply ReadProbe(ref ByteReader from)
    {
        return new()
        {
            Role = (NodeRole)from.Count((int)NodeRole.Learner),
            Term = from.Number(),
            Leader = (int)from.Number(),
            CommitIndex = from.Number(),
            AppliedIndex = from.Number(),
            LastIndex = from.Number(),
            Members = ReadNodes(ref from),
            Digest = from.Bool() ? (ulong)from.Number() : null,
        };
    }

    private static void Write(IReadOnlyList<int> nodes, ByteWriter to)
    {
        to.Number(nodes.Count);
        foreach (var node in nodes) to.Number(node);
    }

    private static int[] ReadNodes(ref ByteReader from)
    {
        var nodes = new int[from.Count(MostNodes)];
        for (var i = 0; i < nodes.Length; i++) nodes[i] = (int)from.Number();
        return nodes;
    }
}
