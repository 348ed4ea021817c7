namespace Chaos.Systems;

/// <summary>Who answers a read of a key.</summary>
internal enum NatsRead : byte
{
    /// <summary>The stream's leader, and a write of the same value that holds only if nothing changed confirms it.</summary>
    Confirmed,

    /// <summary>The stream's leader, or who takes itself for it.</summary>
    Leader,

    /// <summary>Any replica.</summary>
    Direct,
}
