using System.Text;

namespace Chaos.Tests.House;

/// <summary>
/// C# source with comments, strings and characters blanked out (line ends stay), so that braces and words in it are code.
/// Knows ordinary, verbatim, raw and interpolated strings; code inside of an interpolation is blanked too.
/// </summary>
internal sealed class CodeText
{
    private readonly string source;
    private readonly StringBuilder code;
    private int at;

    private CodeText(string source)
    {
        this.source = source;
        code = new StringBuilder(source.Length);
    }

    /// <summary>Blanks out a source text.</summary>
    public static string Blank(string source)
    {
        var text = new CodeText(source);
        while (text.at < source.Length)
            text.Token();
        return text.code.ToString();
    }

    private void Token()
    {
        if (Here("//"))
            SkipUntil("\n", includeEnd: false);
        else if (Here("/*"))
            SkipUntil("*/", includeEnd: true);
        else if (source[at] == '\'')
            Quoted('\'', verbatim: false, dollars: 0);
        else if (StringStart(out var prefix, out var quotes))
            String(prefix, quotes);
        else
            Keep();
    }

    private bool StringStart(out string prefix, out int quotes)
    {
        var end = at;
        while (end < source.Length && source[end] is '$' or '@')
            end++;
        prefix = source[at..end];
        quotes = 0;
        while (end + quotes < source.Length && source[end + quotes] == '"')
            quotes++;
        return quotes > 0;
    }

    private void String(string prefix, int quotes)
    {
        Skip(prefix.Length);
        var verbatim = prefix.Contains('@', StringComparison.Ordinal);
        if (quotes >= 3 && !verbatim)
        {
            Skip(quotes);
            SkipUntil(new string('"', quotes), includeEnd: true);
        }
        else
        {
            Quoted('"', verbatim, prefix.Count(c => c == '$'));
        }
    }

    private void Quoted(char quote, bool verbatim, int dollars)
    {
        Skip(1);
        while (at < source.Length && source[at] != quote || (verbatim && Here("\"\"")))
        {
            if (!verbatim && source[at] == '\\')
                Skip(2);
            else if (verbatim && Here("\"\"") || (dollars > 0 && (Here("{{") || Here("}}"))))
                Skip(2);
            else if (dollars > 0 && source[at] == '{')
                Interpolation();
            else
                Skip(1);
        }

        Skip(1);
    }

    // Code between braces, which may hold strings and braces of its own; it is lexed, and then blanked.
    private void Interpolation()
    {
        var start = code.Length;
        var depth = 0;
        do
        {
            depth += source[at] == '{' ? 1 : source[at] == '}' ? -1 : 0;
            Token();
        }
        while (depth > 0 && at < source.Length);

        for (var i = start; i < code.Length; i++)
            code[i] = code[i] == '\n' ? '\n' : ' ';
    }

    private bool Here(string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;

    private void Keep() => code.Append(source[at++]);

    private void Skip(int count)
    {
        for (; count > 0 && at < source.Length; count--, at++)
            code.Append(source[at] == '\n' ? '\n' : ' ');
    }

    private void SkipUntil(string end, bool includeEnd)
    {
        var found = source.IndexOf(end, at, StringComparison.Ordinal);
        Skip(found < 0 ? source.Length - at : found - at + (includeEnd ? end.Length : 0));
    }
}
