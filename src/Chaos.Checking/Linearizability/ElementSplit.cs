namespace Chaos.Checking;

/// <summary>Splits a history by key and argument, where most objects have a few calls only: all of them share one array.</summary>
internal static class ElementSplit
{
    /// <summary>The objects, in order of first use.</summary>
    /// <param name="history">The history.</param>
    /// <param name="model">The model, which names the objects.</param>
    /// <param name="calls">The calls that count, in order of invocation.</param>
    public static List<ObjectHistory> Of(History history, IElementModel model, List<Call> calls)
    {
        var groups = new int[calls.Count];
        var sizes = new List<int>();
        var elements = new ValueIndex(calls.Count);
        var groupOf = new List<int>(); // by the number of the element, where there is no key
        var keyed = new Dictionary<(int Key, int Element), int>();
        for (var i = 0; i < groups.Length; i++)
        {
            var key = history.KeyNumberAt(calls[i].Invoke);
            var element = elements.NumberOf(history.ValueNumberAt(calls[i].Invoke));
            if (element == groupOf.Count) groupOf.Add(-1);
            var group = key == 0 ? groupOf[element] : keyed.GetValueOrDefault((key, element), -1);
            if (group < 0)
            {
                group = sizes.Count;
                sizes.Add(0);
                if (key == 0) groupOf[element] = group;
                else keyed[(key, element)] = group;
            }

            groups[i] = group;
            sizes[group]++;
        }

        var ends = new int[sizes.Count];
        for (var group = 1; group < ends.Length; group++) ends[group] = ends[group - 1] + sizes[group - 1];
        var sorted = new Call[calls.Count];
        for (var i = 0; i < groups.Length; i++) sorted[ends[groups[i]]++] = calls[i];
        var objects = new List<ObjectHistory>(ends.Length);
        for (var group = 0; group < ends.Length; group++)
        {
            var part = new ArraySegment<Call>(sorted, ends[group] - sizes[group], sizes[group]);
            objects.Add(new ObjectHistory(model.KeyOf(history[part[0].Invoke]), history, part));
        }

        return objects;
    }
}
