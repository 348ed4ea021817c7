using System.Runtime.CompilerServices;

namespace Chaos;

/// <summary>Maps the numbers of one table of texts and values to those of another, each looked up once.</summary>
internal sealed class RenumberedValues(ValueTable from, ValueTable to)
{
    private int[] texts = new int[64];
    private readonly Dictionary<int, int> others = [];

    /// <summary>The other table's number of a text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int OfText(int text)
    {
        if (text == 0) return 0;
        if (text >= texts.Length) Array.Resize(ref texts, Math.Max(text + 1, texts.Length * 2));
        if (texts[text] == 0) texts[text] = to.NumberOf(from.Text(text));
        return texts[text];
    }

    /// <summary>The other table's number of a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int OfValue(int number)
    {
        if (ValueTable.IsPlain(number)) return number;
        if (ValueTable.IsText(number, out var text)) return ValueTable.NumberOfText(OfText(text));
        if (others.TryGetValue(number, out var known)) return known;
        return others[number] = to.NumberOf(from.ValueOf(number));
    }
}
