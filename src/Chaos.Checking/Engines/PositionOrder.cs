namespace Chaos.Checking;

/// <summary>
/// Sorts by position in the history. Positions differ from each other but for <see cref="Call.Never"/>; where they lie close together,
/// as in a history of one object, no comparison is needed.
/// </summary>
internal static class PositionOrder
{
    private const int MostSpread = 8;
    private const int Few = 32;

    /// <summary>The numbers of these positions in ascending order; those that never come are last.</summary>
    public static int[] Of(ReadOnlySpan<int> positions)
    {
        var (first, last, finite) = (int.MaxValue, -1, 0);
        foreach (var position in positions)
        {
            if (position == Call.Never) continue;
            finite++;
            first = Math.Min(first, position);
            last = Math.Max(last, position);
        }

        return finite > Few && (last - first) / finite < MostSpread ? Scatter(positions, first, last) : Sort(positions);
    }

    private static int[] Scatter(ReadOnlySpan<int> positions, int first, int last)
    {
        var places = new int[last - first + 1];
        var order = new int[positions.Length];
        var end = positions.Length;
        for (var i = positions.Length - 1; i >= 0; i--)
        {
            if (positions[i] == Call.Never) order[--end] = i;
            else places[positions[i] - first] = i + 1;
        }

        var next = 0;
        foreach (var place in places)
            if (place > 0) order[next++] = place - 1;
        return order;
    }

    private static int[] Sort(ReadOnlySpan<int> positions)
    {
        var keys = positions.ToArray();
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(keys, order);
        return order;
    }
}
