using System.Buffers;

namespace Chaos.Consensus;

/// <summary>Messages of Multi-Paxos, and those of clients, to and from bytes.</summary>
internal sealed class PaxosCodec : IProgramCodec
{
    private const int MostEntries = 65_536;
    private readonly ByteWriter writer = new();

    public void Encode(ProgramMessage message, IBufferWriter<byte> to)
    {
        writer.Clear();
        if (message is PaxosMessage paxos) Write(paxos);
        else ServiceCodec.Write(message, writer);
        to.Write(writer.Written);
    }

    public ProgramMessage Decode(ReadOnlySpan<byte> from)
    {
        var reader = new ByteReader(from);
        var tag = reader.Byte();
        return tag >= ServiceCodec.FirstTag ? ServiceCodec.Read(tag, ref reader) : Read(tag, ref reader);
    }

    private void Write(PaxosMessage message)
    {
        writer.Byte(TagOf(message));
        writer.Number(message.Ballot);
        switch (message)
        {
            case PaxosPrepare prepare:
                writer.Number(prepare.From);
                writer.Bool(prepare.TakesOver);
                break;
            case PaxosPromised promised:
                Write(promised.Accepted);
                Write(promised.Snapshot);
                break;
            case PaxosRefused refused: writer.Number(refused.Promised); break;
            case PaxosAccept accept:
                Write(accept.Entries);
                writer.Number(accept.Chosen);
                writer.Number(accept.Round);
                break;
            case PaxosAccepted accepted:
                writer.Number(accepted.First);
                writer.Number(accepted.Last);
                writer.Number(accepted.Chosen);
                writer.Number(accepted.Round);
                break;
            case PaxosLearn learn: writer.Number(learn.From); break;
            case PaxosLearnt learnt:
                Write(learnt.Entries);
                Write(learnt.Snapshot);
                break;
            case PaxosForward forward:
                writer.Number(forward.Call);
                forward.Command.Write(writer);
                break;
            case PaxosForwarded forwarded:
                writer.Number(forwarded.Call);
                forwarded.Result.Write(writer);
                break;
            case PaxosReadAt read:
                writer.Number(read.Call);
                writer.Number(read.Slot);
                break;
        }
    }

    private void Write(PaxosEntry[] entries)
    {
        writer.Number(entries.Length);
        foreach (var entry in entries) writer.Bytes(entry.Record);
    }

    private void Write(PaxosSnapshot? snapshot)
    {
        writer.Bool(snapshot is not null);
        snapshot?.Write(writer);
    }

    private static byte TagOf(PaxosMessage message) => message switch
    {
        PaxosPrepare => 1,
        PaxosPromised => 2,
        PaxosRefused => 3,
        PaxosAccept => 4,
        PaxosAccepted => 5,
        PaxosLearn => 6,
        PaxosLearnt => 7,
        PaxosForward => 8,
        PaxosForwarded => 9,
        PaxosReadAt => 10,
        PaxosTakeOver => 11,
        _ => throw new ArgumentException($"There is no code for a message {message.Name}.", nameof(message)),
    };

    private static PaxosMessage Read(byte tag, ref ByteReader from)
    {
        var ballot = from.Number();
        return tag switch
        {
            1 => new PaxosPrepare { Ballot = ballot, From = from.Number(), TakesOver = from.Bool() },
            2 => new PaxosPromised { Ballot = ballot, Accepted = ReadEntries(ref from), Snapshot = ReadSnapshot(ref from) },
            3 => new PaxosRefused { Ballot = ballot, Promised = from.Number() },
            4 => new PaxosAccept { Ballot = ballot, Entries = ReadEntries(ref from), Chosen = from.Number(), Round = from.Number() },
            5 => new PaxosAccepted
            {
                Ballot = ballot,
                First = from.Number(),
                Last = from.Number(),
                Chosen = from.Number(),
                Round = from.Number(),
            },
            6 => new PaxosLearn { Ballot = ballot, From = from.Number() },
            7 => new PaxosLearnt { Ballot = ballot, Entries = ReadEntries(ref from), Snapshot = ReadSnapshot(ref from) },
            8 => new PaxosForward { Ballot = ballot, Call = from.Number(), Command = KeyValueCommand.Read(ref from) },
            9 => new PaxosForwarded { Ballot = ballot, Call = from.Number(), Result = KeyValueResult.Read(ref from) },
            10 => new PaxosReadAt { Ballot = ballot, Call = from.Number(), Slot = from.Number() },
            11 => new PaxosTakeOver { Ballot = ballot },
            _ => throw new FormatException($"{tag} is no message of Multi-Paxos."),
        };
    }

    private static PaxosEntry[] ReadEntries(ref ByteReader from)
    {
        var entries = new PaxosEntry[from.Count(MostEntries)];
        for (var i = 0; i < entries.Length; i++) entries[i] = PaxosEntry.ReadRecord(from.Bytes());
        return entries;
    }

    private static PaxosSnapshot? ReadSnapshot(ref ByteReader from) => from.Bool() ? PaxosSnapshot.Read(ref from) : null;
}
