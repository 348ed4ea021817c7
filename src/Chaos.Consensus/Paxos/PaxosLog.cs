namespace Chaos.Consensus;

/// <summary>What an acceptor has accepted, by slot, in memory: what follows the last compaction. Slots may be empty.</summary>
internal sealed class PaxosLog
{
    private PaxosEntry?[] entries = new PaxosEntry?[256];
    private int count;

    /// <summary>The last slot that was compacted away; 0 for none.</summary>
    public long BaseSlot { get; private set; }

    /// <summary>The highest slot that has a value, or the base.</summary>
    public long LastSlot => BaseSlot + count;

    /// <summary>The slots after the base, empty ones included.</summary>
    public ReadOnlySpan<PaxosEntry?> Entries => entries.AsSpan(0, count);

    /// <summary>The value of a slot; null where there is none, or none any more.</summary>
    public PaxosEntry? this[long slot]
    {
        get
        {
            var at = slot - BaseSlot - 1;
            return at >= 0 && at < count ? entries[at] : null;
        }
    }

    /// <summary>Puts a value into its slot, in place of what was there; nothing where the slot was compacted away.</summary>
    public void Put(PaxosEntry entry)
    {
        var at = entry.Slot - BaseSlot - 1;
        if (at < 0) return;
        if (at >= entries.Length) Array.Resize(ref entries, (int)Math.Max(entries.Length * 2, at + 1));
        entries[at] = entry;
        count = (int)Math.Max(count, at + 1);
    }

    /// <summary>Removes the slots up to one; later ones stay, since they may hold the only traces of what was chosen.</summary>
    public void CompactTo(long slot)
    {
        if (slot <= BaseSlot) return;
        var drop = (int)Math.Min(count, slot - BaseSlot);
        Array.Copy(entries, drop, entries, 0, count - drop);
        Array.Clear(entries, count - drop, drop);
        count -= drop;
        BaseSlot = slot;
    }

    /// <summary>The values of slots from one to another, without the empty ones.</summary>
    public PaxosEntry[] Values(long from, long to)
    {
        from = Math.Max(from, BaseSlot + 1);
        to = Math.Min(to, LastSlot);
        if (from > to) return [];
        var found = new List<PaxosEntry>((int)(to - from + 1));
        foreach (var entry in entries.AsSpan((int)(from - BaseSlot - 1), (int)(to - from + 1)))
        {
            if (entry is not null) found.Add(entry);
        }

        return [.. found];
    }
}
