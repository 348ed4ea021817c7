using System.Buffers;

namespace Chaos.Consensus;

/// <summary>Messages of Raft, and those of clients, to and from bytes.</summary>
internal sealed class RaftCodec : IProgramCodec
{
    private const int MostEntries = 65_536;
    private readonly ByteWriter writer = new();

    public void Encode(ProgramMessage message, IBufferWriter<byte> to)
    {
        writer.Clear();
        if (message is RaftMessage raft) Write(raft);
        else ServiceCodec.Write(message, writer);
        to.Write(writer.Written);
    }

    public ProgramMessage Decode(ReadOnlySpan<byte> from)
    {
        var reader = new ByteReader(from);
        var tag = reader.Byte();
        return tag >= ServiceCodec.FirstTag ? ServiceCodec.Read(tag, ref reader) : Read(tag, ref reader);
    }

    private void Write(RaftMessage message)
    {
        writer.Byte(TagOf(message));
        writer.Number(message.Term);
        switch (message)
        {
            case AppendEntries append: Write(append); break;
            case AppendReply reply:
                writer.Bool(reply.Accepted);
                writer.Number(reply.Index);
                writer.Number(reply.TryFrom);
                writer.Number(reply.Round);
                break;
            case VoteRequest request:
                writer.Bool(request.IsPreVote);
                writer.Bool(request.IsTransfer);
                writer.Number(request.LastIndex);
                writer.Number(request.LastTerm);
                break;
            case VoteReply reply:
                writer.Bool(reply.IsPreVote);
                writer.Bool(reply.Granted);
                break;
            case InstallSnapshot install:
                install.Snapshot.Write(writer);
                writer.Number(install.Round);
                break;
            case ForwardRequest forward:
                writer.Number(forward.Call);
                forward.Command.Write(writer);
                break;
            case ForwardReply reply:
                writer.Number(reply.Call);
                reply.Result.Write(writer);
                break;
            case ReadIndexReply read:
                writer.Number(read.Call);
                writer.Number(read.Index);
                break;
        }
    }

    private void Write(AppendEntries append)
    {
        writer.Number(append.PreviousIndex);
        writer.Number(append.PreviousTerm);
        writer.Number(append.CommitIndex);
        writer.Number(append.Round);
        writer.Number(append.Entries.Length);
        foreach (var entry in append.Entries) writer.Bytes(entry.Record);
    }

    private static byte TagOf(RaftMessage message) => message switch
    {
        AppendEntries => 1,
        AppendReply => 2,
        VoteRequest => 3,
        VoteReply => 4,
        InstallSnapshot => 5,
        TimeoutNow => 6,
        ForwardRequest => 7,
        ForwardReply => 8,
        ReadIndexReply => 9,
        _ => throw new ArgumentException($"There is no code for a message {message.Name}.", nameof(message)),
    };

    private static RaftMessage Read(byte tag, ref ByteReader from)
    {
        var term = from.Number();
        return tag switch
        {
            1 => ReadAppend(term, ref from),
            2 => new AppendReply
            {
                Term = term,
                Accepted = from.Bool(),
                Index = from.Number(),
                TryFrom = from.Number(),
                Round = from.Number(),
            },
            3 => new VoteRequest
            {
                Term = term,
                IsPreVote = from.Bool(),
                IsTransfer = from.Bool(),
                LastIndex = from.Number(),
                LastTerm = from.Number(),
            },
            4 => new VoteReply { Term = term, IsPreVote = from.Bool(), Granted = from.Bool() },
            5 => new InstallSnapshot { Term = term, Snapshot = RaftSnapshot.Read(ref from), Round = from.Number() },
            6 => new TimeoutNow { Term = term },
            7 => new ForwardRequest { Term = term, Call = from.Number(), Command = KeyValueCommand.Read(ref from) },
            8 => new ForwardReply { Term = term, Call = from.Number(), Result = KeyValueResult.Read(ref from) },
            9 => new ReadIndexReply { Term = term, Call = from.Number(), Index = from.Number() },
            _ => throw new FormatException($"{tag} is no message of Raft."),
        };
    }

    private static AppendEntries ReadAppend(long term, ref ByteReader from)
    {
        var (previousIndex, previousTerm, commitIndex, round) = (from.Number(), from.Number(), from.Number(), from.Number());
        var entries = new LogEntry[from.Count(MostEntries)];
        for (var i = 0; i < entries.Length; i++)
        {
            var record = from.Bytes();
            var rest = record;
            if (!RecordFrame.TryRead(ref rest, out var payload)) throw new FormatException("An entry is damaged.");
            var reader = new ByteReader(payload);
            if (reader.Byte() != RaftStorage.EntryRecord) throw new FormatException("What should be an entry is another record.");
            entries[i] = LogEntry.Read(ref reader, record);
        }

        return new()
        {
            Term = term,
            PreviousIndex = previousIndex,
            PreviousTerm = previousTerm,
            Entries = entries,
            CommitIndex = commitIndex,
            Round = round,
        };
    }
}
