using System.Text;

namespace Chaos.Checking;

/// <summary>Reads lines that a broken file cannot make endless.</summary>
internal static class BoundedLine
{
    private const int LimitCharacters = 64 << 20;

    /// <summary>The next line without its end; null at the end of the text.</summary>
    /// <exception cref="HistoryFormatException">The line is too long.</exception>
    public static string? Read(TextReader text, string place)
    {
        if (text.Peek() < 0) return null;
        var line = new StringBuilder();
        while (text.Read() is var next && next >= 0 && next != '\n')
        {
            if (line.Length == LimitCharacters) throw new HistoryFormatException($"{place}: longer than {LimitCharacters} characters.");
            line.Append((char)next);
        }

        if (line.Length > 0 && line[^1] == '\r') line.Length--;
        return line.ToString();
    }
}
