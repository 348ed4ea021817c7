namespace Chaos.ContainerTests.Systems;

/// <summary>In which state of the nodes an operation is asked.</summary>
internal enum ErrorSituation
{
    /// <summary>The client's node has no server any more; the client has no connection yet.</summary>
    Refused,

    /// <summary>The server is killed while the operation waits for it.</summary>
    Reset,

    /// <summary>The server is there, but the others stand still: it cannot answer within the operation's deadline.</summary>
    TimedOut,

    /// <summary>The others are dead, and the server knows: what it says itself, with time to say it.</summary>
    NoLeader,

    /// <summary>The server stands still, with the client's connection open.</summary>
    Paused,

    /// <summary>The server stands still, and the client has no connection yet.</summary>
    PausedBefore,
}
