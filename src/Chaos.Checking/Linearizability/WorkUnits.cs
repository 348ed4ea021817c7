namespace Chaos.Checking;

/// <summary>
/// Objects in portions that are worth a thread's turn: the largest first, so that none of them is left alone at the end, and small ones
/// together.
/// </summary>
internal static class WorkUnits
{
    private const int PortionCalls = 4_096;

    /// <summary>The numbers of the objects, in portions.</summary>
    public static List<ArraySegment<int>> Of(List<ObjectHistory> objects)
    {
        var sizes = new int[objects.Count];
        var order = new int[objects.Count];
        for (var i = 0; i < order.Length; i++) (sizes[i], order[i]) = (-objects[i].Calls.Count, i);
        Array.Sort(sizes, order);
        var portions = new List<ArraySegment<int>>();
        for (int first = 0, next = 0; first < order.Length; first = next)
        {
            for (var calls = 0; next < order.Length && (next == first || calls - sizes[next] <= PortionCalls); next++) calls -= sizes[next];
            portions.Add(new ArraySegment<int>(order, first, next - first));
        }

        return portions;
    }
}
