using System.Diagnostics.CodeAnalysis;

namespace Chaos;

/// <summary>
/// Gives equal values equal numbers, so that a history holds each text and each list once and an entry's value takes four bytes.
/// Number 0 is no value. Numbers that were given out can be resolved on another thread while this one gives out more.
/// </summary>
internal sealed class ValueTable
{
    private const int KindBits = 2;
    private const int IntegerKind = 1;
    private const int TextKind = 2;
    private const int OtherKind = 3;
    private const long SmallLimit = 1L << 29;
    private const int TextBytes = 24;

    // An entry in a dictionary, here and in the table of the reader that the item came from.
    private const int FindingBytes = 2 * 48;
    private readonly int itemLimit;
    private Dictionary<string, int>? textNumbers = new(StringComparer.Ordinal);
    private Dictionary<Value, int>? otherNumbers = [];
    private string?[] texts = new string?[16];
    private Value[] others = new Value[16];
    private long itemBytes;
    private int textCount = 1;
    private int otherCount;

    /// <summary>An empty table.</summary>
    /// <param name="itemLimit">How many texts, and how many lists, it can number.</param>
    public ValueTable(int itemLimit = (int)SmallLimit) => this.itemLimit = itemLimit;

    /// <summary>The bytes that the table takes, about.</summary>
    public long Bytes => itemBytes + (texts.Length * 8L) + (others.Length * 16L);

    /// <summary>The number of an integer that needs no place in the table.</summary>
    public static bool TryNumberOf(long integer, out int number)
    {
        number = ((int)integer << KindBits) | IntegerKind;
        return integer is >= -SmallLimit and < SmallLimit;
    }

    /// <summary>The number of a text; 0 for none.</summary>
    public int NumberOf(string? text)
    {
        if (text is null) return 0;
        if (textNumbers!.TryGetValue(text, out var number)) return number;
        Reserve(ref texts, textCount);
        texts[textCount] = text;
        textNumbers[text] = textCount;
        itemBytes += TextBytes + (2L * text.Length) + FindingBytes;
        return textCount++;
    }

    /// <summary>The number of a value.</summary>
    public int NumberOf(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: return 0;
            case ValueKind.Text: return NumberOfText(NumberOf(value.AsText()));
            case ValueKind.Integer when TryNumberOf(value.AsInteger(), out var small): return small;
        }

        if (!otherNumbers!.TryGetValue(value, out var number))
        {
            Reserve(ref others, otherCount);
            others[otherCount] = value;
            otherNumbers[value] = number = otherCount++;
            itemBytes += SizeOf(value) + FindingBytes;
        }

        return (number << KindBits) | OtherKind;
    }

    /// <summary>The number, as a value, of a text that has a number as a text.</summary>
    public static int NumberOfText(int text) => (text << KindBits) | TextKind;

    /// <summary>Whether a value's number stands for a text, and which.</summary>
    public static bool IsText(int number, out int text)
    {
        text = (int)((uint)number >> KindBits);
        return (number & OtherKind) == TextKind;
    }

    /// <summary>Whether a value's number says everything without a table.</summary>
    public static bool IsPlain(int number) => number == 0 || (number & OtherKind) == IntegerKind;

    /// <summary>The text of a number; null for 0.</summary>
    public string? Text(int number) => texts[number];

    /// <summary>The value of a number.</summary>
    public Value ValueOf(int number) => (number & OtherKind) switch
    {
        IntegerKind => Value.Of(number >> KindBits),
        TextKind => Value.Of(texts[(int)((uint)number >> KindBits)]),
        OtherKind => others[(int)((uint)number >> KindBits)],
        _ => default,
    };

    /// <summary>Forgets what only serves to give out more numbers.</summary>
    public void Freeze()
    {
        if (textNumbers is null) return;
        itemBytes -= (textCount - 1 + otherCount) * (long)FindingBytes;
        textNumbers = null;
        otherNumbers = null;
    }

    // Texts inside a list count as if they were its own.
    private static long SizeOf(Value value)
    {
        if (value.Kind is ValueKind.Text) return TextBytes + (2L * value.AsText().Length);
        if (value.Kind is not ValueKind.List) return 0;
        var bytes = 24L;
        foreach (var item in value.AsList()) bytes += 16 + SizeOf(item);
        return bytes;
    }

    // The filled array replaces the shorter one, which others may still be reading.
    private void Reserve<T>([NotNull] ref T[] items, int count)
    {
        if (count >= itemLimit) throw new HistoryFormatException($"The history holds more than {itemLimit:N0} different texts or lists.");
        if (count == items.Length) Array.Resize(ref items, count * 2);
    }
}
