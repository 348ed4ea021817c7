using System.Runtime.CompilerServices;

namespace Chaos.Checking;

/// <summary>Positive numbers for keys, by open addressing: for what is asked for every operation of a history.</summary>
internal sealed class NumberMap
{
    private Slot[] slots = new Slot[16];
    private int count;

    /// <summary>The place of a key's number; it holds 0 where the key is new, and then must be given one.</summary>
    /// <remarks>The place is good until the next call.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ref int Place(long key)
    {
        ref var slot = ref Find(slots, key);
        if (slot.Number != 0) return ref slot.Number;
        if ((count + 1) * 2 > slots.Length)
        {
            Grow();
            slot = ref Find(slots, key);
        }

        count++;
        slot.Key = key;
        return ref slot.Number;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ref Slot Find(Slot[] slots, long key)
    {
        var hash = (ulong)key * 0x9E37_79B9_7F4A_7C15;
        var at = (int)(hash >> 40) & (slots.Length - 1);
        while (slots[at].Number != 0 && slots[at].Key != key) at = (at + 1) & (slots.Length - 1);
        return ref slots[at];
    }

    private void Grow()
    {
        var larger = new Slot[slots.Length * 2];
        foreach (var slot in slots)
            if (slot.Number != 0) Find(larger, slot.Key) = slot;
        slots = larger;
    }

    private struct Slot
    {
        public long Key;
        public int Number;
    }
}
