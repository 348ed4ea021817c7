namespace Chaos.Checking;

/// <summary>
/// Objects in portions that are worth a thread's turn: the largest first, so that none of them is left alone at the end, and small ones
/// together.
/// </summary>
internal static class WorkUnits
{
    private const int PortionCalls = 4_096;
    private const int Small = 256;

    /// <summary>The numbers of some objects, in portions.</summary>
    public static List<ArraySegment<int>> Of(List<ObjectHistory> objects, int[] numbers)
    {
        // Small ones stay in order of first use, in which they lie in memory.
        int[] order =
        [
            .. numbers.Where(i => objects[i].Calls.Count > Small).OrderByDescending(i => objects[i].Calls.Count),
            .. numbers.Where(i => objects[i].Calls.Count <= Small),
        ];
        var portions = new List<ArraySegment<int>>();
        for (int first = 0, next = 0; first < order.Length; first = next)
        {
            for (var calls = 0; next < order.Length && (next == first || calls + SizeOf(next) <= PortionCalls); next++) calls += SizeOf(next);
            portions.Add(new ArraySegment<int>(order, first, next - first));
        }

        return portions;

        int SizeOf(int place) => objects[order[place]].Calls.Count;
    }
}
