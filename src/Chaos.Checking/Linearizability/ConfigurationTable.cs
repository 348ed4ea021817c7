using System.Numerics;
using System.Runtime.CompilerServices;

namespace Chaos.Checking;

/// <summary>
/// The configurations seen so far: open addressing over (return, pending calls linearized, state), and for each the used vectors that
/// no other one dominates.
/// </summary>
/// <typeparam name="TMask">A bit for each slot.</typeparam>
internal sealed class ConfigurationTable<TMask>
    where TMask : struct, IBinaryInteger<TMask>
{
    private readonly UsedVectors vectors;
    private readonly Sabotage sabotage;
    private Entry[] entries = new Entry[64];
    private (int Vector, int Next)[] chains = new (int, int)[64];
    private int chainCount = 1;
    private int freeChain;

    /// <summary>An empty table.</summary>
    public ConfigurationTable(UsedVectors vectors, Sabotage sabotage)
    {
        this.vectors = vectors;
        this.sabotage = sabotage;
    }

    /// <summary>How many (return, pending, state) there are.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes that the table takes; twice as many while it grows.</summary>
    public long Bytes => ((long)entries.Length * Unsafe.SizeOf<Entry>()) + ((long)chains.Length * 8);

    /// <summary>Adds a configuration; false where one was seen that can do all that this one can.</summary>
    public bool Add(int position, TMask mask, int state, int used)
    {
        if (sabotage is Sabotage.MemoIgnoresPending) mask = TMask.Zero;
        if ((Count + 1) * 4L > entries.Length * 3L) Grow();
        ref var entry = ref Find(entries, position, mask, state);
        if (entry.Chain == 0)
        {
            entry = new Entry(mask, position, state, NewChain(used, 0));
            Count++;
            return true;
        }

        for (var chain = entry.Chain; chain != 0; chain = chains[chain].Next)
        {
            var seen = chains[chain].Vector;
            if (sabotage is Sabotage.DominanceReversed ? vectors.Dominates(used, seen) : vectors.Dominates(seen, used)) return false;
        }

        entry = entry with { Chain = NewChain(used, WithoutDominated(entry.Chain, used)) };
        return true;
    }

    private int WithoutDominated(int head, int used)
    {
        var kept = 0;
        while (head != 0)
        {
            var next = chains[head].Next;
            if (vectors.Dominates(used, chains[head].Vector))
            {
                chains[head] = (0, freeChain);
                freeChain = head;
            }
            else
            {
                chains[head] = (chains[head].Vector, kept);
                kept = head;
            }

            head = next;
        }

        return kept;
    }

    private int NewChain(int used, int next)
    {
        var chain = freeChain;
        if (chain != 0)
        {
            freeChain = chains[chain].Next;
        }
        else
        {
            if (chainCount == chains.Length) Array.Resize(ref chains, chains.Length * 2);
            chain = chainCount++;
        }

        chains[chain] = (used, next);
        return chain;
    }

    private void Grow()
    {
        var larger = new Entry[entries.Length * 2];
        foreach (var entry in entries)
            if (entry.Chain != 0) Find(larger, entry.Position, entry.Mask, entry.State) = entry;
        entries = larger;
    }

    private static ref Entry Find(Entry[] entries, int position, TMask mask, int state)
    {
        var hash = ulong.CreateTruncating(mask) ^ (ulong.CreateTruncating(mask >> 32) * 0x9E37_79B9);
        if (typeof(TMask) == typeof(UInt128)) hash ^= ulong.CreateTruncating(mask >> 64) * 0xC2B2_AE3D_27D4_EB4F;
        hash = (hash ^ ((ulong)(uint)position << 32) ^ (uint)state) * 0x9E37_79B9_7F4A_7C15;
        hash = (hash ^ (hash >> 32)) * 0xBF58_476D_1CE4_E5B9;
        var slot = (int)(hash >> 33) & (entries.Length - 1);
        while (true)
        {
            ref var entry = ref entries[slot];
            if (entry.Chain == 0 || (entry.Position == position && entry.State == state && entry.Mask == mask)) return ref entry;
            slot = (slot + 1) & (entries.Length - 1);
        }
    }

    private readonly record struct Entry(TMask Mask, int Position, int State, int Chain);
}
