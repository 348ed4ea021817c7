namespace Chaos.Consensus;

/// <summary>What a command does to the key-value state machine.</summary>
public enum KeyValueAction : byte
{
    /// <summary>Reads a key.</summary>
    Read,

    /// <summary>Sets a key.</summary>
    Write,

    /// <summary>Sets a key if it holds the expected value.</summary>
    Cas,

    /// <summary>Adds a value at the end of the key's list; a key that holds no list counts as an empty one.</summary>
    Append,

    /// <summary>Opens a session, named by the position of this command in the log.</summary>
    OpenSession,
}
