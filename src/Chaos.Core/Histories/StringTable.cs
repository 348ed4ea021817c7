using System.Text.Json;

namespace Chaos;

/// <summary>
/// Gives equal strings of a file the same object, found by their UTF-8 bytes, so that a million operations on a thousand keys hold
/// a thousand strings. Open addressing; it grows at half full.
/// </summary>
internal sealed class StringTable
{
    private const int LongestShared = 128;
    private (byte[] Utf8, string Text)[] slots = new (byte[], string)[256];
    private int count;

    public string Read(in Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || reader.HasValueSequence || reader.ValueSpan.Length > LongestShared)
            return reader.GetString()!;
        var utf8 = reader.ValueSpan;
        var slot = Find(slots, utf8);
        if (slots[slot].Text is { } known) return known;
        var text = reader.GetString()!;
        slots[slot] = (utf8.ToArray(), text);
        if (++count * 2 > slots.Length) Grow();
        return text;
    }

    private static int Find((byte[] Utf8, string Text)[] slots, ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261u; // FNV-1a
        foreach (var octet in utf8) hash = (hash ^ octet) * 16777619u;
        var slot = (int)(hash & (uint)(slots.Length - 1));
        while (slots[slot].Text is not null && !utf8.SequenceEqual(slots[slot].Utf8))
            slot = (slot + 1) & (slots.Length - 1);
        return slot;
    }

    private void Grow()
    {
        var larger = new (byte[] Utf8, string Text)[slots.Length * 2];
        foreach (var entry in slots)
        {
            if (entry.Text is not null) larger[Find(larger, entry.Utf8)] = entry;
        }

        slots = larger;
    }
}
