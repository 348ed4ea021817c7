namespace Chaos.Consensus;

/// <summary>An entry of the replicated log: immutable, and shared by all nodes of a simulation. Its record for the disk is made once.</summary>
internal sealed class LogEntry
{
    private LogEntry(long index, long term, LogEntryKind kind, KeyValueCommand? command, RaftConfiguration configuration, byte[] record)
    {
        Index = index;
        Term = term;
        Kind = kind;
        Command = command;
        Configuration = configuration;
        Record = record;
    }

    public long Index { get; }

    public long Term { get; }

    public LogEntryKind Kind { get; }

    public KeyValueCommand? Command { get; }

    public RaftConfiguration Configuration { get; }

    /// <summary>The record that goes to the disk, with its frame.</summary>
    public byte[] Record { get; }

    public static LogEntry Create(
        ByteWriter scratch, long index, long term, LogEntryKind kind, KeyValueCommand? command = null, RaftConfiguration configuration = default)
    {
        scratch.Clear();
        var frame = RecordFrame.Begin(scratch);
        scratch.Byte(RaftStorage.EntryRecord);
        scratch.Number(index);
        scratch.Number(term);
        scratch.Byte((byte)kind);
        if (kind is LogEntryKind.Command) command!.Write(scratch);
        if (kind is LogEntryKind.Configuration)
        {
            scratch.Number((long)configuration.Voters);
            scratch.Number((long)configuration.Next);
        }

        RecordFrame.End(scratch, frame);
        return new(index, term, kind, command, configuration, scratch.Written.ToArray());
    }

    /// <summary>Reads the payload of an entry's record, after the kind of record.</summary>
    public static LogEntry Read(ref ByteReader from, ReadOnlySpan<byte> record)
    {
        var index = from.Number();
        var term = from.Number();
        var kind = from.Byte();
        return (LogEntryKind)kind switch
        {
            LogEntryKind.Noop => new(index, term, LogEntryKind.Noop, null, default, record.ToArray()),
            LogEntryKind.Command => new(index, term, LogEntryKind.Command, KeyValueCommand.Read(ref from), default, record.ToArray()),
            LogEntryKind.Configuration => new(
                index, term, LogEntryKind.Configuration, null, new((ulong)from.Number(), (ulong)from.Number()), record.ToArray()),
            _ => throw new FormatException($"{kind} is no kind of a log entry."),
        };
    }
}
