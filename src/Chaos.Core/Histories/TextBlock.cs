namespace Chaos;

/// <summary>Some whole lines of a file, and what they were read into.</summary>
/// <param name="capacity">How many bytes fit before it grows.</param>
internal sealed class TextBlock(int capacity = TextBlocks.BlockBytes)
{
    /// <summary>The bytes; the lines are the first <see cref="Length"/> of them.</summary>
    public byte[] Buffer { get; set; } = new byte[capacity];

    /// <summary>How many bytes the lines take.</summary>
    public int Length { get; set; }

    /// <summary>The number of the first line, from 1.</summary>
    public long FirstLine { get; set; }

    /// <summary>How many lines there are; the last one of a file may have no line feed.</summary>
    public int LineCount { get; set; }
}
