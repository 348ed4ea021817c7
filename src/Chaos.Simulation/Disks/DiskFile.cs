namespace Chaos.Simulation;

/// <summary>
/// One file as programs see it, and what of it would be left after a loss of power: the durable part, and perhaps some of the rest.
/// </summary>
internal sealed class DiskFile
{
    private byte[] content = [];
    private int length;
    private int generation;
    private int baseLength; // what the last replacement wrote
    private int durableLength; // of this generation; -1 while the replacement itself is not durable
    private DiskMark old; // what is durable then

    public ReadOnlySpan<byte> Content => content.AsSpan(0, length);

    /// <summary>Bytes that a loss of power could take.</summary>
    public int UnflushedBytes => length - Math.Max(0, durableLength);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (length + bytes.Length > content.Length) Array.Resize(ref content, Math.Max(Math.Max(256, content.Length * 2), length + bytes.Length));
        bytes.CopyTo(content.AsSpan(length));
        length += bytes.Length;
    }

    public void Replace(ReadOnlySpan<byte> bytes)
    {
        if (durableLength >= 0) old = new(content, durableLength, generation);
        content = bytes.ToArray();
        length = baseLength = bytes.Length;
        durableLength = -1;
        generation++;
    }

    /// <summary>What a flush that is asked for now will make durable.</summary>
    public DiskMark Mark() => new(content, length, generation);

    /// <summary>A flush is complete.</summary>
    public void Flushed(in DiskMark mark)
    {
        if (mark.Generation == generation)
        {
            durableLength = Math.Max(durableLength, mark.Length);
            old = default;
        }
        else if (durableLength < 0 && mark.Generation >= old.Generation)
        {
            old = mark;
        }
    }

    /// <summary>Power is lost: the durable part stays, and of what came after it a prefix that lacks a byte at least. Answers with the bytes lost.</summary>
    public int LosePower(Randomness random)
    {
        var before = length;
        if (durableLength < 0 && random.Below(2, 0) == 0)
        {
            content = old.Content is null ? [] : old.Content.AsSpan(0, old.Length).ToArray();
            length = durableLength = baseLength = content.Length;
            return before;
        }

        var least = durableLength < 0 ? baseLength : durableLength;
        if (length > least) length = random.Below(3, 1) == 0 ? least : least + random.Below(length - least, 2);
        durableLength = length;
        old = default;
        return before - length;
    }

    /// <summary>Replaces everything, on the disk for good: for faults that work on a stopped node.</summary>
    public void Set(ReadOnlySpan<byte> bytes)
    {
        content = bytes.ToArray();
        length = durableLength = baseLength = bytes.Length;
        old = default;
        generation++;
    }
}
