namespace Chaos.Checking;

/// <summary>Numbers values in order of first use. Small integers, which most histories write, take no hashing.</summary>
internal sealed class ValueIndex
{
    private readonly int[] small;
    private readonly Dictionary<Value, int> others = [];

    /// <summary>For about so many values.</summary>
    public ValueIndex(int capacity) => small = new int[Math.Max(16, capacity)];

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a value, a new one where it was not seen before.</summary>
    public int NumberOf(Value value)
    {
        if (value.Kind is ValueKind.Integer && value.AsInteger() is >= 0 and var integer && integer < small.Length)
        {
            ref var number = ref small[integer];
            if (number == 0) number = ++Count;
            return number - 1;
        }

        if (others.TryGetValue(value, out var known)) return known;
        others[value] = Count;
        return Count++;
    }
}
