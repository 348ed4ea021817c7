namespace Chaos.Checking;

/// <summary>
/// The values of a stack that have a core, in order of the ends of their pushes: from the end of the push to the beginning of the pop they
/// are certainly there. Others can be pushed and popped at one moment and forbid nothing.
/// </summary>
internal sealed class StackValues
{
    private const int Chunk = 64;
    private readonly int[] leastPushOfChunk;
    private readonly int[] leastPushFrom;

    /// <summary>Lays the values out.</summary>
    /// <param name="elements">Values with cores. One without the beginning of a pop is left: it need not be popped.</param>
    public StackValues(List<Element> elements)
    {
        var ends = new int[elements.Count];
        for (var i = 0; i < ends.Length; i++) ends[i] = elements[i].AddReturn;
        Elements = Array.ConvertAll(PositionOrder.Of(ends), number => elements[number]);
        var pops = Array.ConvertAll(Elements, element => element.TakeInvoke);
        ByPop = PositionOrder.Of(pops)[..(pops.Length - pops.Count(pop => pop == Call.Never))];
        PopsBefore = new int[pops.Length + 1];
        CoveredUntil = new int[pops.Length];
        for (int i = 0, pop = 0; i < pops.Length; i++)
        {
            for (; pop < ByPop.Length && Elements[ByPop[pop]].TakeInvoke < Elements[i].AddReturn; pop++) CoveredUntil[ByPop[pop]] = i - 1;
            PopsBefore[i] = pop;
        }

        PopsBefore[^1] = ByPop.Length;
        foreach (var value in ByPop.AsSpan(pops.Length == 0 ? 0 : PopsBefore[^2])) CoveredUntil[value] = pops.Length - 1;
        leastPushOfChunk = new int[(pops.Length + Chunk - 1) / Chunk];
        Array.Fill(leastPushOfChunk, int.MaxValue);
        leastPushFrom = new int[pops.Length];
        for (int i = pops.Length - 1, least = int.MaxValue; i >= 0; i--)
        {
            leastPushFrom[i] = least = Math.Min(least, Elements[i].AddInvoke);
            leastPushOfChunk[i / Chunk] = Math.Min(leastPushOfChunk[i / Chunk], Elements[i].AddInvoke);
        }
    }

    /// <summary>The values.</summary>
    public Element[] Elements { get; }

    /// <summary>The numbers of the values that are popped, in order of the beginnings of the pops.</summary>
    public int[] ByPop { get; }

    /// <summary>For each value (and the end) how many pops begin before its push ends.</summary>
    public int[] PopsBefore { get; }

    /// <summary>For each value that is popped the last one whose push ends before that pop begins.</summary>
    public int[] CoveredUntil { get; }

    /// <summary>The first value from the first to the last whose push began before a position; -1 where there is none.</summary>
    public int NextPushedBefore(int position, int first, int last)
    {
        for (var i = first; i <= last && leastPushFrom[i] < position; i++)
        {
            if (i % Chunk == 0)
                while (i + Chunk <= last && leastPushOfChunk[i / Chunk] >= position) i += Chunk;
            if (Elements[i].AddInvoke < position) return i;
        }

        return -1;
    }

    /// <summary>For each value how many cores cover the moment right before its push ends, those that are never popped aside.</summary>
    public int[] Cover()
    {
        var cover = new int[Elements.Length + 1];
        foreach (var value in ByPop)
        {
            cover[value + 1]++;
            cover[CoveredUntil[value] + 1]--;
        }

        for (var i = 1; i < cover.Length; i++) cover[i] += cover[i - 1];
        return cover[..Elements.Length];
    }
}
