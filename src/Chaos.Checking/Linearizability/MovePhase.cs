namespace Chaos.Checking;

/// <summary>Which moves of a configuration are made.</summary>
internal enum MovePhase
{
    /// <summary>Calls that are pending.</summary>
    Pending,

    /// <summary>Open calls that make the call legal that is waited for.</summary>
    HelpingOpen,

    /// <summary>The other open calls.</summary>
    OtherOpen,
}
