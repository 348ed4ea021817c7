namespace Chaos;

/// <summary>The promise of a system's environment that a fault breaks.</summary>
public enum BrokenPromise : byte
{
    /// <summary>None: consensus must stay safe (crash, pause, partition, packets).</summary>
    None,

    /// <summary>That storage keeps what was flushed: outside the stated model of the systems.</summary>
    Storage,
}
