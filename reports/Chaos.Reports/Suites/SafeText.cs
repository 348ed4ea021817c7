using System.Text;

namespace Chaos.Reports;

/// <summary>Text from outside (names, reasons, a system's answers) made fit for formats that give signs a meaning.</summary>
internal static class SafeText
{
    /// <summary>Without what XML 1.0 cannot hold; such a character becomes <c>\u0000</c>, say.</summary>
    public static string Xml(string text) => Replace(text, rune =>
        rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000 ? null : Escape(rune));

    /// <summary>One line of a Markdown table cell: nothing in it is a link, a tag, a column or a code span.</summary>
    public static string Markdown(string text) => Replace(text, rune => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '\n' or '\r' or '\t' => " ",
        '|' or '`' or '*' or '_' or '[' or ']' or '\\' or '#' or '~' or '$' or '!' or '@' => $"&#{rune.Value};",
        < 0x20 => Escape(rune),
        _ => null,
    });

    /// <summary>The message of a GitHub workflow command.</summary>
    public static string Command(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    /// <summary>A property of a GitHub workflow command, which also ends at colons and commas.</summary>
    public static string CommandProperty(string text) => Command(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);

    /// <summary>A relative link that a browser follows below the page, whatever the names hold.</summary>
    public static string Link(string path) => "./" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Escape(Rune rune) => $"\\u{rune.Value:X4}";

    private static string Replace(string text, Func<Rune, string?> replacement)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) safe.Append(replacement(rune) ?? rune.ToString());
        return safe.ToString();
    }
}
