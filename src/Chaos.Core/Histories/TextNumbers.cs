using System.Text;

namespace Chaos;

/// <summary>
/// Finds the numbers of texts by their bytes, and of pairs of values by the numbers of these, so that nothing is made for a text that
/// was there before. Open addressing; it grows at half full.
/// </summary>
internal sealed class TextNumbers(ValueTable table)
{
    /// <summary>The hash of no byte (FNV-1a).</summary>
    public const uint HashSeed = 2166136261u;

    private readonly Dictionary<long, int> pairs = [];
    private (byte[] Utf8, int Number)[] slots = new (byte[], int)[256];
    private int count;

    /// <summary>The hash with one byte more.</summary>
    public static uint Hash(uint hash, byte octet) => (hash ^ octet) * 16777619u;

    /// <summary>The number of a text in ASCII.</summary>
    public int NumberOf(ReadOnlySpan<byte> utf8, uint hash)
    {
        var slot = (int)hash & (slots.Length - 1);
        while (slots[slot].Number != 0)
        {
            if (utf8.SequenceEqual(slots[slot].Utf8)) return slots[slot].Number;
            slot = (slot + 1) & (slots.Length - 1);
        }

        var number = table.NumberOf(Encoding.ASCII.GetString(utf8));
        slots[slot] = (utf8.ToArray(), number);
        if (++count * 2 > slots.Length) Grow();
        return number;
    }

    /// <summary>The number of a list of two values that stand for themselves.</summary>
    public int NumberOfPair(int first, int second)
    {
        var pair = ((long)first << 32) | (uint)second;
        if (pairs.TryGetValue(pair, out var number)) return number;
        return pairs[pair] = table.NumberOf(Value.Of(table.ValueOf(first), table.ValueOf(second)));
    }

    private void Grow()
    {
        var larger = new (byte[] Utf8, int Number)[slots.Length * 2];
        foreach (var entry in slots)
        {
            if (entry.Number == 0) continue;
            var hash = HashSeed;
            foreach (var octet in entry.Utf8) hash = Hash(hash, octet);
            var slot = (int)hash & (larger.Length - 1);
            while (larger[slot].Number != 0) slot = (slot + 1) & (larger.Length - 1);
            larger[slot] = entry;
        }

        slots = larger;
    }
}
