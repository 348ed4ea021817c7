namespace Chaos.Nemeses;

/// <summary>
/// Who takes part when in a mix: a first round in which each family has a slot of its own, in a drawn order; then periods with a
/// random subset, none at all in a quarter of them. Pure: every lane of the mix has the same timetable.
/// </summary>
public sealed record MixTimetable
{
    private const long NsPerTick = TimeSpan.NanosecondsPerTick;
    private const int MostAtOnce = 4;
    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ShortestSlot = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestSlot = TimeSpan.FromSeconds(10);

    /// <summary>The families, in the order of the catalogue.</summary>
    public required IReadOnlyList<string> Families { get; init; }

    /// <summary>The source of the draws.</summary>
    public required Randomness Random { get; init; }

    /// <summary>How often a subset is drawn after the first round.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>How long the main phase lasts.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>The length of a slot of the first round: together they take about three fifths of the run.</summary>
    public TimeSpan SlotLength
    {
        get
        {
            var share = TimeLimit * 0.6 / Families.Count;
            return share < ShortestSlot ? ShortestSlot : share > LongestSlot ? LongestSlot : share;
        }
    }

    /// <summary>When the slot begins, from the beginning of the phase, ns; slots follow each other without a gap.</summary>
    public long StartNs(long slot) => (Begin.Ticks * NsPerTick) + (slot < Families.Count
        ? slot * SlotLength.Ticks * NsPerTick
        : (Families.Count * SlotLength.Ticks * NsPerTick) + ((slot - Families.Count) * Period.Ticks * NsPerTick));

    /// <summary>How long the slot is, ns.</summary>
    public long LengthNs(long slot) => StartNs(slot + 1) - StartNs(slot);

    /// <summary>Who takes part in the slot.</summary>
    public IReadOnlyList<string> TakingPart(long slot)
    {
        if (slot < Families.Count) return [Random.For("round").Shuffle(Families)[slot]];
        var draws = Random.For("period").At(slot);
        if (draws.Below(4) == 0) return [];
        var count = 1 + draws.Below(Math.Min(Families.Count, MostAtOnce), 1);
        return [.. draws.For("subset").Shuffle(Families).Take(count)];
    }

    /// <summary>When the family's fault begins in a slot, from the beginning of the phase, ns: within its first fifth.</summary>
    public long BeginNs(long slot, string family) =>
        StartNs(slot) + Random.For("begin").At(slot).For(family).Below((LengthNs(slot) / 5) + 1);

    /// <summary>No fault begins in the slot after this, from the beginning of the phase, ns.</summary>
    public long LastBeginNs(long slot) => StartNs(slot) + (LengthNs(slot) / 2);

    /// <summary>When faults of the slot end, from the beginning of the phase, ns: what is left of it is for healing.</summary>
    public long EndNs(long slot) => StartNs(slot) + (LengthNs(slot) * 4 / 5);

    /// <summary>No fault begins later than this, from the beginning of the phase, ns.</summary>
    public long LimitNs => (TimeLimit - TimeSpan.FromSeconds(3)).Ticks * NsPerTick;
}
