namespace Chaos.Consensus;

internal enum LogEntryKind : byte
{
    /// <summary>Nothing: the first entry of a leader's term (paper 8).</summary>
    Noop,

    /// <summary>A command of the state machine.</summary>
    Command,

    /// <summary>A configuration of members.</summary>
    Configuration,
}
