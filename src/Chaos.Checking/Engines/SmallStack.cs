namespace Chaos.Checking;

/// <summary>Takes apart a few values of a stack as <see cref="StackPeeling"/> does, without its tables.</summary>
internal static class SmallStack
{
    /// <summary>Whether a stack may have held them.</summary>
    /// <param name="elements">All values.</param>
    /// <param name="values">The numbers of some, all popped, in order of the ends of their pushes; overwritten.</param>
    /// <param name="sabotage">For tests.</param>
    /// <param name="stuck">Where they cannot: some of them that cannot either, in that order.</param>
    public static bool IsLegal(ReadOnlySpan<Element> elements, Span<int> values, Sabotage sabotage, out int[] stuck)
    {
        stuck = [];
        while (values.Length > 1)
        {
            var cut = FirstCut(elements, values, out var lastPop);
            if (cut > 0)
            {
                if (!IsLegal(elements, values[..cut], sabotage, out stuck)) return false;
                values = values[cut..];
                continue;
            }

            var root = Root(elements, values, lastPop, sabotage);
            if (root < 0)
            {
                stuck = values.ToArray();
                return false;
            }

            values[(root + 1)..].CopyTo(values[root..]);
            values = values[..^1];
        }

        return true;
    }

    // The first value that comes when all before it can be gone; else where the last pop begins.
    private static int FirstCut(ReadOnlySpan<Element> elements, ReadOnlySpan<int> values, out int lastPop)
    {
        lastPop = elements[values[0]].TakeInvoke;
        for (var i = 1; i < values.Length; i++)
        {
            ref readonly var element = ref elements[values[i]];
            if (element.AddReturn > lastPop) return i;
            lastPop = Math.Max(lastPop, element.TakeInvoke);
        }

        return -1;
    }

    private static int Root(ReadOnlySpan<Element> elements, ReadOnlySpan<int> values, int lastPop, Sabotage sabotage)
    {
        var firstPush = sabotage is Sabotage.StackIgnoresPushes ? int.MaxValue : elements[values[0]].AddReturn;
        if (sabotage is Sabotage.StackIgnoresPops) lastPop = -1;
        for (var i = 0; i < values.Length; i++)
            if (elements[values[i]].AddInvoke < firstPush && elements[values[i]].TakeReturn > lastPop) return i;
        return -1;
    }
}
