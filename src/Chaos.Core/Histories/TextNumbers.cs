using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Chaos;

/// <summary>
/// Finds the numbers of texts in ASCII by their bytes, and of pairs of values by the numbers of these, so that nothing is made for a text
/// that was there before. Most are short: their bytes are the key.
/// </summary>
internal sealed class TextNumbers(ValueTable table)
{
    private const int LongestShort = 8;

    // What comes up again is among the first; where every text is new nothing is gained by finding it quickly.
    private const int MostKept = 1 << 16;
    private readonly Dictionary<long, int> pairs = [];
    private readonly Dictionary<byte[], int> longer = new(BytesComparer.Instance);
    private (ulong Bytes, int Number)[] shorter = new (ulong, int)[256];
    private int count;

    /// <summary>The number of a text in ASCII without zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int NumberOf(ReadOnlySpan<byte> text)
    {
        if (text.Length > LongestShort) return NumberOfLong(text);
        var bytes = Packed(text);
        ref var slot = ref Find(shorter, bytes);
        if (slot.Number != 0) return slot.Number;
        var number = table.NumberOf(Encoding.ASCII.GetString(text));
        if (count == MostKept) return number;
        slot = (bytes, number);
        if (++count * 2 > shorter.Length) Grow();
        return number;
    }

    /// <summary>The number of a list of two values that stand for themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int NumberOfPair(int first, int second)
    {
        var pair = ((long)first << 32) | (uint)second;
        if (pairs.TryGetValue(pair, out var number)) return number;
        number = table.NumberOf(Value.Of(table.ValueOf(first), table.ValueOf(second)));
        if (pairs.Count < MostKept) pairs[pair] = number;
        return number;
    }

    private int NumberOfLong(ReadOnlySpan<byte> text)
    {
        var byBytes = longer.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (byBytes.TryGetValue(text, out var number)) return number;
        number = table.NumberOf(Encoding.ASCII.GetString(text));
        if (longer.Count < MostKept) longer[text.ToArray()] = number;
        return number;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Packed(ReadOnlySpan<byte> text)
    {
        if (text.Length == LongestShort) return BinaryPrimitives.ReadUInt64LittleEndian(text);
        var bytes = 0UL;
        for (var i = text.Length - 1; i >= 0; i--) bytes = (bytes << 8) | text[i];
        return bytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ref (ulong Bytes, int Number) Find((ulong Bytes, int Number)[] slots, ulong bytes)
    {
        var at = (int)((bytes * 0x9E37_79B9_7F4A_7C15) >> 33) & (slots.Length - 1);
        while (slots[at].Number != 0 && slots[at].Bytes != bytes) at = (at + 1) & (slots.Length - 1);
        return ref slots[at];
    }

    private void Grow()
    {
        var larger = new (ulong Bytes, int Number)[shorter.Length * 2];
        foreach (var slot in shorter)
            if (slot.Number != 0) Find(larger, slot.Bytes) = slot;
        shorter = larger;
    }
}
