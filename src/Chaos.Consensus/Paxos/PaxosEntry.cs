namespace Chaos.Consensus;

/// <summary>
/// A value that was accepted for a slot in a ballot: immutable, and shared by all nodes of a simulation. Its record for the disk is made
/// once.
/// </summary>
internal sealed class PaxosEntry
{
    private PaxosEntry(long slot, long ballot, LogEntryKind kind, KeyValueCommand? command, PaxosMembers members, byte[] record)
    {
        Slot = slot;
        Ballot = ballot;
        Kind = kind;
        Command = command;
        Members = members;
        Record = record;
    }

    public long Slot { get; }

    public long Ballot { get; }

    public LogEntryKind Kind { get; }

    public KeyValueCommand? Command { get; }

    /// <summary>The members that a configuration names.</summary>
    public PaxosMembers Members { get; }

    /// <summary>The record that goes to the disk, with its frame.</summary>
    public byte[] Record { get; }

    public static PaxosEntry Create(
        ByteWriter scratch, long slot, long ballot, LogEntryKind kind, KeyValueCommand? command = null, PaxosMembers members = default)
    {
        scratch.Clear();
        var frame = RecordFrame.Begin(scratch);
        scratch.Byte(PaxosStorage.EntryRecord);
        scratch.Number(slot);
        scratch.Number(ballot);
        scratch.Byte((byte)kind);
        if (kind is LogEntryKind.Command) command!.Write(scratch);
        if (kind is LogEntryKind.Configuration) scratch.Number((long)members.Bits);
        RecordFrame.End(scratch, frame);
        return new(slot, ballot, kind, command, members, scratch.Written.ToArray());
    }

    /// <summary>The same value, proposed for the same slot in another ballot.</summary>
    public PaxosEntry In(long ballot, ByteWriter scratch) =>
        ballot == Ballot ? this : Create(scratch, Slot, ballot, Kind, Command, Members);

    /// <summary>Reads a whole record with its frame.</summary>
    public static PaxosEntry ReadRecord(ReadOnlySpan<byte> record)
    {
        var rest = record;
        if (!RecordFrame.TryRead(ref rest, out var payload)) throw new FormatException("An accepted value is damaged.");
        var reader = new ByteReader(payload);
        if (reader.Byte() != PaxosStorage.EntryRecord) throw new FormatException("What should be an accepted value is another record.");
        return Read(ref reader, record);
    }

    /// <summary>Reads the payload of a record, after the kind of record.</summary>
    public static PaxosEntry Read(ref ByteReader from, ReadOnlySpan<byte> record)
    {
        var (slot, ballot, kind) = (from.Number(), from.Number(), from.Byte());
        return (LogEntryKind)kind switch
        {
            LogEntryKind.Noop => new(slot, ballot, LogEntryKind.Noop, null, default, record.ToArray()),
            LogEntryKind.Command => new(slot, ballot, LogEntryKind.Command, KeyValueCommand.Read(ref from), default, record.ToArray()),
            LogEntryKind.Configuration => new(
                slot, ballot, LogEntryKind.Configuration, null, new((ulong)from.Number()), record.ToArray()),
            _ => throw new FormatException($"{kind} is no kind of a value."),
        };
    }
}
