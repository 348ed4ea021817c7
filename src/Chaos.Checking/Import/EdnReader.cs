using System.Globalization;
using System.Text;

namespace Chaos.Checking;

/// <summary>
/// Reads EDN, form by form: nil, booleans, numbers, strings, characters, keywords, symbols, lists, vectors, sets and maps, with comments
/// and discarded forms left out and tags ignored. Keywords, symbols and booleans become texts, a map a list of its keys and values.
/// </summary>
internal sealed class EdnReader
{
    private const int MaxDepth = 64;
    private const int LongestText = 64 << 20;
    private readonly TextReader text;
    private readonly string name;
    private int depth;

    /// <summary>Reads from a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What messages call it.</param>
    public EdnReader(TextReader text, string name)
    {
        this.text = text;
        this.name = name;
    }

    /// <summary>The line being read, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Looks at the next character that matters, or -1 at the end.</summary>
    public int Peek()
    {
        while (true)
        {
            var next = text.Peek();
            if (next == ';')
            {
                while (text.Peek() is not ('\n' or -1)) Take();
            }
            else if (next >= 0 && (char.IsWhiteSpace((char)next) || next == ','))
            {
                Take();
            }
            else
            {
                return next;
            }
        }
    }

    /// <summary>Takes one character, which <see cref="Peek"/> showed.</summary>
    public char Take()
    {
        var next = text.Read();
        if (next < 0) throw Wrong("the file ends in the middle of a form");
        if (next == '\n') Line++;
        return (char)next;
    }

    /// <summary>Reads a form.</summary>
    /// <exception cref="HistoryFormatException">There is none; the message names file and line.</exception>
    public Value Read()
    {
        if (++depth > MaxDepth) throw Wrong($"forms are nested deeper than {MaxDepth}");
        var next = Peek();
        var form = next switch
        {
            -1 => throw Wrong("the file ends where a form was expected"),
            '(' => ReadItems(')'),
            '[' => ReadItems(']'),
            '{' => ReadItems('}'),
            '"' => Value.Of(ReadString()),
            '#' => ReadTagged(),
            ':' => Value.Of(ReadWord()[1..]),
            '\\' => Value.Of(ReadCharacter()),
            _ => ReadAtom(),
        };
        depth--;
        return form;
    }

    /// <summary>Reads what a hash begins: a set, a form with a tag, or null for a form that is to be left out.</summary>
    public Value? ReadHash()
    {
        Take();
        if (text.Peek() != '_') return AfterHash();
        Take();
        Read();
        return null;
    }

    /// <summary>The exception for what cannot be read, at this line.</summary>
    public HistoryFormatException Wrong(string what) => new($"{name}, line {Line}: {what}.");

    private Value ReadItems(char end)
    {
        Take();
        var items = new List<Value>();
        while (Peek() != end)
        {
            if (text.Peek() != '#') items.Add(Read());
            else if (ReadHash() is { } item) items.Add(item);
        }

        Take();
        return Value.Of(items.ToArray());
    }

    private Value ReadTagged() => ReadHash() ?? Read();

    private Value AfterHash()
    {
        if (text.Peek() == '{') return ReadItems('}');
        ReadWord();
        return Read();
    }

    private string ReadString()
    {
        Take();
        var content = new StringBuilder();
        while (true)
        {
            var next = Take();
            if (next == '"') return content.ToString();
            if (content.Length == LongestText) throw Wrong($"a string is longer than {LongestText} characters");
            if (next != '\\')
            {
                content.Append(next);
                continue;
            }

            content.Append(Take() switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\b',
                'f' => '\f',
                'u' => ReadUnicode(),
                var other and ('"' or '\\') => other,
                var other => throw Wrong($"a string has the unknown escape \\{other}"),
            });
        }
    }

    private char ReadUnicode()
    {
        var digits = string.Concat(Take(), Take(), Take(), Take());
        return ushort.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : throw Wrong($"\\u{digits} is no character: four hexadecimal digits were expected");
    }

    private string ReadCharacter()
    {
        Take();
        return Take() + ReadWord();
    }

    private string ReadWord()
    {
        var word = new StringBuilder();
        while (text.Peek() is var next && next >= 0 && !char.IsWhiteSpace((char)next) && !"()[]{}\",;".Contains((char)next))
        {
            if (word.Length == LongestText) throw Wrong($"a word is longer than {LongestText} characters");
            word.Append(Take());
        }

        return word.ToString();
    }

    private Value ReadAtom()
    {
        var word = ReadWord();
        if (word.Length == 0) throw Wrong($"'{(char)text.Peek()}' was not expected here");
        if (word == "nil") return Value.Null;
        var digits = word[^1] is 'N' ? word[..^1] : word;
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? Value.Of(integer)
            : Value.Of(word);
    }
}
