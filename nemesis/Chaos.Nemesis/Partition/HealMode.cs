namespace Chaos.Nemeses;

/// <summary>How connections are helped to go on when a partition ends: after a cut TCP waits longer and longer between two tries.</summary>
internal enum HealMode : byte
{
    /// <summary>The nodes' TCP waits a second at most, so that connections go on soon.</summary>
    Fast,

    /// <summary>Nobody helps: the kernel's own back-off, up to as long again as the cut lasted.</summary>
    Natural,

    /// <summary>Connections between the healed sides are closed on both ends, so that the system opens new ones.</summary>
    Reset,
}
