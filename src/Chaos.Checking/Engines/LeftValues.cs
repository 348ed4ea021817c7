namespace Chaos.Checking;

/// <summary>The values of a stack that nobody is known to have popped, those that are dealt with left out as it goes.</summary>
internal sealed class LeftValues
{
    private readonly int[] numbers;
    private readonly int[] next;

    /// <summary>Finds them.</summary>
    public LeftValues(Element[] elements)
    {
        numbers = [.. Enumerable.Range(0, elements.Length).Where(value => elements[value].TakeInvoke == Call.Never)];
        next = [.. Enumerable.Range(0, numbers.Length + 1)];
    }

    /// <summary>The first one that is not dealt with, from a place on; the number of places where there is none.</summary>
    public int PlaceFrom(int place)
    {
        while (next[place] != place) place = next[place] = next[next[place]];
        return place;
    }

    /// <summary>The place of the first of them whose number is not below a value's.</summary>
    public int PlaceOf(int value)
    {
        var at = Array.BinarySearch(numbers, value);
        return at < 0 ? ~at : at;
    }

    /// <summary>The value at a place; -1 behind the last.</summary>
    public int ValueAt(int place) => place < numbers.Length ? numbers[place] : -1;

    /// <summary>Leaves one out.</summary>
    public void Remove(int value)
    {
        var place = PlaceOf(value);
        next[place] = place + 1;
    }
}
