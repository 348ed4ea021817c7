namespace Chaos.Checking;

/// <summary>
/// Numbers an object's values in order of first use, given their numbers in the history. Those of small integers, which most histories
/// write, lie close together and take no hashing.
/// </summary>
internal sealed class ValueIndex
{
    private readonly int[] small;
    private readonly Dictionary<int, int> others = [];

    /// <summary>For about so many values.</summary>
    public ValueIndex(int capacity) => small = new int[Math.Max(16, 4 * capacity)];

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a value, a new one where it was not seen before.</summary>
    public int NumberOf(int value)
    {
        if ((uint)value < (uint)small.Length)
        {
            ref var number = ref small[value];
            if (number == 0) number = ++Count;
            return number - 1;
        }

        if (others.TryGetValue(value, out var known)) return known;
        others[value] = Count;
        return Count++;
    }
}
