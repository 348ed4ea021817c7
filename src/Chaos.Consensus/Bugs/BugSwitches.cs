namespace Chaos.Consensus;

/// <summary>Which seeded bugs are switched on; none by default.</summary>
public readonly record struct BugSwitches
{
    private readonly ulong bits;

    private BugSwitches(ulong bits) => this.bits = bits;

    /// <summary>None.</summary>
    public static BugSwitches None => default;

    /// <summary>One of them.</summary>
    public static BugSwitches Of(SeededBug bug) => new(1UL << (int)bug);

    /// <summary>Whether it is switched on.</summary>
    public bool Has(SeededBug bug) => (bits >> (int)bug & 1) != 0;
}
