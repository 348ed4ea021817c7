using System.Buffers;

namespace Chaos.Consensus;

/// <summary>Messages of single-decree Paxos, and those of clients, to and from bytes.</summary>
internal sealed class SingleCodec : IProgramCodec
{
    private readonly ByteWriter writer = new();

    public void Encode(ProgramMessage message, IBufferWriter<byte> to)
    {
        writer.Clear();
        if (message is SingleMessage single) Write(single);
        else ServiceCodec.Write(message, writer);
        to.Write(writer.Written);
    }

    public ProgramMessage Decode(ReadOnlySpan<byte> from)
    {
        var reader = new ByteReader(from);
        var tag = reader.Byte();
        return tag >= ServiceCodec.FirstTag ? ServiceCodec.Read(tag, ref reader) : Read(tag, ref reader);
    }

    private void Write(SingleMessage message)
    {
        writer.Byte(TagOf(message));
        writer.Text(message.Key);
        writer.Number(message.Ballot);
        switch (message)
        {
            case SinglePromised promised:
                writer.Number(promised.AcceptedBallot);
                promised.Accepted.Write(writer);
                break;
            case SingleAccept accept: accept.Proposal.Write(writer); break;
            case SingleRefused refused: writer.Number(refused.Promised); break;
            case SingleChosen chosen: chosen.Proposal.Write(writer); break;
        }
    }

    private static byte TagOf(SingleMessage message) => message switch
    {
        SinglePrepare => 1,
        SinglePromised => 2,
        SingleAccept => 3,
        SingleAccepted => 4,
        SingleRefused => 5,
        SingleChosen => 6,
        _ => throw new ArgumentException($"There is no code for a message {message.Name}.", nameof(message)),
    };

    private static SingleMessage Read(byte tag, ref ByteReader from)
    {
        var key = from.Text() ?? throw new FormatException("The key of a message is missing.");
        var ballot = from.Number();
        return tag switch
        {
            1 => new SinglePrepare { Key = key, Ballot = ballot },
            2 => new SinglePromised { Key = key, Ballot = ballot, AcceptedBallot = from.Number(), Accepted = SingleProposal.Read(ref from) },
            3 => new SingleAccept { Key = key, Ballot = ballot, Proposal = SingleProposal.Read(ref from) },
            4 => new SingleAccepted { Key = key, Ballot = ballot },
            5 => new SingleRefused { Key = key, Ballot = ballot, Promised = from.Number() },
            6 => new SingleChosen { Key = key, Ballot = ballot, Proposal = SingleProposal.Read(ref from) },
            _ => throw new FormatException($"{tag} is no message of single-decree Paxos."),
        };
    }
}
