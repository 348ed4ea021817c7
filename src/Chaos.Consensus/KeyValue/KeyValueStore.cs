namespace Chaos.Consensus;

/// <summary>
/// The replicated state machine: keys with values, and the sessions that make retries exactly-once. What it does depends on the
/// commands and their positions in the log only, so that all replicas are alike after the same position.
/// </summary>
internal sealed class KeyValueStore
{
    /// <summary>Sessions that are kept; opening one more ends the one that is idle longest, on all replicas alike.</summary>
    public const int MostSessions = 1_024;

    private readonly BugSwitches bugs;
    private readonly bool appliesTwice;
    private readonly Dictionary<string, (Value Value, long Revision)> cells = new(StringComparer.Ordinal);
    private readonly Dictionary<long, KeyValueSession> sessions = [];

    public KeyValueStore(BugSwitches bugs)
    {
        this.bugs = bugs;
        appliesTwice = bugs.Has(SeededBug.AppliesTwiceAfterRetry) || bugs.Has(SeededBug.CommandTakesEffectTwice);
    }

    public int SessionCount => sessions.Count;

    /// <summary>A number that equal states share, whatever order they came about in. Goes over all keys.</summary>
    public ulong Digest()
    {
        var writer = new ByteWriter();
        ulong sum = 0;
        foreach (var (key, cell) in cells)
        {
            writer.Clear();
            writer.Text(key);
            writer.Value(cell.Value);
            writer.Number(cell.Revision);
            sum += ((ulong)Crc.Of(writer.Written) << 32) | Crc.Of(writer.Written[1..]);
        }

        return sum;
    }

    /// <summary>Reads a key as it is now.</summary>
    public KeyValueResult Look(string key)
    {
        cells.TryGetValue(key, out var cell);
        return new(ReplyStatus.Ok, cell.Value, cell.Revision);
    }

    /// <summary>Carries out the command at a position of the log.</summary>
    public KeyValueResult Apply(long position, KeyValueCommand command)
    {
        if (command.Action is KeyValueAction.OpenSession) return Open(position);
        if (command.Session == 0) return Execute(position, command);
        if (!sessions.TryGetValue(command.Session, out var session)) return new(ReplyStatus.SessionExpired, default, 0);
        if (command.Sequence <= session.Sequence && !appliesTwice)
        {
            // Only the last result is kept: a client has one command at a time, so that nobody waits for an older one.
            return command.Sequence == session.Sequence ? session.Result : new(ReplyStatus.SessionExpired, default, 0);
        }

        var result = Execute(position, command);
        sessions[command.Session] = new(position, command.Sequence, result);
        return result;
    }

    /// <summary>The result of a command that this replica has applied already; null where it has not.</summary>
    public KeyValueResult? ResultOf(KeyValueCommand command) =>
        command.Session != 0 && !appliesTwice && sessions.TryGetValue(command.Session, out var session)
            && session.Sequence == command.Sequence ? session.Result : null;

    /// <summary>Writes everything, in no particular order.</summary>
    public void Save(ByteWriter to)
    {
        to.Number(cells.Count);
        foreach (var (key, cell) in cells)
        {
            to.Text(key);
            to.Value(cell.Value);
            to.Number(cell.Revision);
        }

        if (bugs.Has(SeededBug.SnapshotWithoutSessions))
        {
            to.Number(0);
            return;
        }

        to.Number(sessions.Count);
        foreach (var (id, session) in sessions)
        {
            to.Number(id);
            to.Number(session.LastUsed);
            to.Number(session.Sequence);
            session.Result.Write(to);
        }
    }

    public void Load(ReadOnlySpan<byte> saved)
    {
        cells.Clear();
        sessions.Clear();
        var from = new ByteReader(saved);
        for (var left = from.Count(saved.Length); left > 0; left--)
        {
            var key = from.Text() ?? throw new FormatException("A key of a snapshot is missing.");
            cells.Add(key, (from.Value(), from.Number()));
        }

        for (var left = from.Count(saved.Length); left > 0; left--)
            sessions.Add(from.Number(), new(from.Number(), from.Number(), KeyValueResult.Read(ref from)));
    }

    private KeyValueResult Open(long position)
    {
        if (sessions.Count >= MostSessions)
        {
            var idle = sessions.MinBy(session => (session.Value.LastUsed, session.Key)).Key;
            sessions.Remove(idle);
        }

        sessions.Add(position, new(position, 0, default));
        return new(ReplyStatus.Ok, Value.Of(position), position);
    }

    private KeyValueResult Execute(long position, KeyValueCommand command)
    {
        cells.TryGetValue(command.Key, out var cell);
        switch (command.Action)
        {
            case KeyValueAction.Read:
                return new(ReplyStatus.Ok, cell.Value, cell.Revision);
            case KeyValueAction.Cas when cell.Value != command.Expected:
                return new(ReplyStatus.Mismatch, cell.Value, cell.Revision);
            case KeyValueAction.Append:
                var items = cell.Value.Kind is ValueKind.List ? cell.Value.AsList() : [];
                cells[command.Key] = (Value.Of([.. items, command.Value]), position);
                return new(ReplyStatus.Ok, command.Value, position);
            default:
                cells[command.Key] = (command.Value, position);
                return new(ReplyStatus.Ok, command.Value, position);
        }
    }
}
