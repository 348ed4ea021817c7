namespace Chaos.Consensus;

/// <summary>
/// A command of the replicated key-value state machine. Within a session each sequence number takes effect once, however often the
/// command is in the log (Ongaro's thesis, section 6.3).
/// </summary>
public sealed class KeyValueCommand
{
    /// <summary>What to do.</summary>
    public required KeyValueAction Action { get; init; }

    /// <summary>The key; empty where there is none.</summary>
    public string Key { get; init; } = "";

    /// <summary>The value to write or to append.</summary>
    public Value Value { get; init; }

    /// <summary>The value that a cas expects.</summary>
    public Value Expected { get; init; }

    /// <summary>The session; 0 for none: then a repetition takes effect again.</summary>
    public long Session { get; init; }

    /// <summary>Counts the commands of the session from 1.</summary>
    public long Sequence { get; init; }

    internal void Write(ByteWriter to)
    {
        to.Byte((byte)Action);
        to.Text(Key);
        to.Value(Value);
        to.Value(Expected);
        to.Number(Session);
        to.Number(Sequence);
    }

    internal static KeyValueCommand Read(ref ByteReader from)
    {
        var action = from.Byte();
        if (action > (byte)KeyValueAction.OpenSession) throw new FormatException($"{action} is no action of a key-value command.");
        return new()
        {
            Action = (KeyValueAction)action,
            Key = from.Text() ?? "",
            Value = from.Value(),
            Expected = from.Value(),
            Session = from.Number(),
            Sequence = from.Number(),
        };
    }
}
