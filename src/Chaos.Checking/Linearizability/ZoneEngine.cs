namespace Chaos.Checking;

/// <summary>
/// Judges a register whose written values are all different, in O(n log n): Gibbons and Korach, Testing shared memories, SIAM J.
/// Comput. 26 (1997), section 4 (read mapping known), with compare-and-sets added. The operations on one value are a cluster, the
/// write first; a cas is the last of its expected value's cluster and the first of its new value's, so clusters linked by cas form one
/// block that nothing can divide. A block must precede another when one of its operations returned before one of the other's began:
/// <c>minReturn(A) &lt; maxInvoke(B)</c>. The history is linearizable iff the order inside each block agrees with real time and no two
/// blocks must precede each other. (Longer cycles imply one of length two: let A be the block of least minReturn on the cycle, P its
/// predecessor and Q that of P; then minReturn(A) &lt;= minReturn(Q) &lt; maxInvoke(P), so A and P must precede each other.)
/// </summary>
internal sealed class ZoneEngine
{
    private readonly RegisterCall[] calls;
    private readonly int[] writerOf;
    private readonly int[] successorOf;
    private readonly int[] readerStart;
    private readonly int[] readers;
    private readonly List<int[]> conflicts = [];
    private readonly Sabotage sabotage;

    private ZoneEngine(RegisterCall[] calls, int valueCount, Sabotage sabotage)
    {
        this.calls = calls;
        this.sabotage = sabotage;
        writerOf = new int[valueCount];
        successorOf = new int[valueCount];
        readerStart = new int[valueCount + 1];
        readers = new int[calls.Length];
        Array.Fill(writerOf, -1);
        Array.Fill(successorOf, -1);
        IndexByValue();
    }

    /// <summary>Whether the engine applies: no value is written twice, or equal to the initial one, and all observed values are known.</summary>
    public static bool Fits(RegisterCall[] calls, int valueCount)
    {
        var written = new bool[valueCount];
        written[0] = true;
        foreach (var call in calls)
        {
            if (call.Excludes >= 0) return false;
            if (call.Writes < 0) continue;
            if (written[call.Writes]) return false;
            written[call.Writes] = true;
        }

        return true;
    }

    /// <summary>
    /// The contradictions found, each as a few calls that (with the writers of the values they observed) cannot be ordered; none where
    /// the history is linearizable.
    /// </summary>
    public static List<int[]> Conflicts(RegisterCall[] calls, int valueCount, Sabotage sabotage = Sabotage.None)
    {
        if (sabotage is Sabotage.DropObservedOpen) calls = Array.FindAll(calls, call => !call.IsOpen);
        var engine = new ZoneEngine(calls, valueCount, sabotage);
        if (engine.SourcesExist()) engine.CompareBlocks();
        return engine.conflicts;
    }

    private void IndexByValue()
    {
        for (var i = 0; i < calls.Length; i++)
        {
            if (calls[i].Writes >= 0) writerOf[calls[i].Writes] = i;
            else readerStart[calls[i].Observes + 1]++;
        }

        for (var v = 1; v < readerStart.Length; v++) readerStart[v] += readerStart[v - 1];
        var next = readerStart.AsSpan(0, readerStart.Length - 1).ToArray();
        for (var i = 0; i < calls.Length; i++)
            if (calls[i].Writes < 0) readers[next[calls[i].Observes]++] = i;
    }

    // Every observed value has a writer, and no value was replaced twice.
    private bool SourcesExist()
    {
        for (var i = 0; i < calls.Length; i++)
        {
            var observed = calls[i].Observes;
            if (observed < 0) continue;
            if (observed > 0 && writerOf[observed] < 0) conflicts.Add([i]);
            if (calls[i].Writes < 0) continue;
            if (successorOf[observed] >= 0) conflicts.Add([successorOf[observed], i]);
            else successorOf[observed] = i;
        }

        return conflicts.Count == 0;
    }

    private void CompareBlocks()
    {
        var blocks = new List<Zone>();
        var reached = 0;
        for (var value = 0; value < writerOf.Length; value++)
        {
            if (value > 0 && (writerOf[value] < 0 || calls[writerOf[value]].Observes >= 0)) continue;
            var zone = Walk(value, ref reached);
            if (zone.MinReturnCall >= 0 || zone.MaxInvokeCall >= 0) blocks.Add(zone);
        }

        if (reached < calls.Length) FindRings();
        Sweep(blocks);
    }

    // Follows a block from its first value through its cas, checking its inner order on the way.
    private Zone Walk(int value, ref int reached)
    {
        var zone = value == 0 ? Zone.Initial : Zone.Empty;
        while (true)
        {
            if (writerOf[value] >= 0)
            {
                reached++;
                CheckAfter(zone, writerOf[value]);
                zone = zone.With(writerOf[value], calls);
            }

            var cluster = readers.AsSpan(readerStart[value], readerStart[value + 1] - readerStart[value]);
            var before = zone;
            foreach (var reader in cluster)
            {
                reached++;
                CheckAfter(before, reader);
                zone = zone.With(reader, calls);
            }

            if (successorOf[value] < 0) return zone;
            value = calls[successorOf[value]].Writes;
        }
    }

    private void CheckAfter(Zone earlier, int later)
    {
        if (sabotage is Sabotage.ZonesIgnoreInnerOrder) return;
        if (calls[later].Return < earlier.MaxInvoke) conflicts.Add([later, earlier.MaxInvokeCall]);
    }

    // A ring of cas, each of which needs the next one's value first.
    private void FindRings()
    {
        var seen = new bool[writerOf.Length];
        for (var value = 0; value < writerOf.Length; value++)
            if (value == 0 || (writerOf[value] >= 0 && calls[writerOf[value]].Observes < 0)) MarkFrom(value, seen);
        for (var value = 1; value < writerOf.Length; value++)
            if (writerOf[value] >= 0 && !seen[value]) conflicts.Add([.. MarkFrom(value, seen)]);
    }

    private List<int> MarkFrom(int value, bool[] seen)
    {
        var ring = new List<int>();
        while (!seen[value])
        {
            seen[value] = true;
            if (successorOf[value] < 0) break;
            ring.Add(successorOf[value]);
            value = calls[successorOf[value]].Writes;
        }

        return ring;
    }

    // Sorted by minReturn, the earlier blocks that reach furthest decide. For a block that began everything before anything of it
    // returned, only blocks that returned something before it all began can be ordered before it.
    private void Sweep(List<Zone> blocks)
    {
        blocks.Sort((a, b) => a.MinReturn.CompareTo(b.MinReturn));
        var furthest = new int[blocks.Count];
        var latest = new Dictionary<int, int>();
        for (var i = 0; i < blocks.Count; i++)
        {
            furthest[i] = i == 0 || blocks[i].MaxInvoke > blocks[furthest[i - 1]].MaxInvoke ? i : furthest[i - 1];
            var block = blocks[i];
            var forward = block.MinReturn < block.MaxInvoke;
            if (!forward && sabotage is Sabotage.ZonesIgnoreBackward) continue;
            var candidates = forward ? i : CountBefore(blocks, block.MaxInvoke);
            if (candidates == 0) continue;
            var other = furthest[candidates - 1];
            if (blocks[other].MaxInvoke > block.MinReturn) latest[other] = i;
        }

        foreach (var (stale, newer) in latest.OrderBy(pair => blocks[pair.Key].MaxInvoke))
        {
            var (a, b) = (blocks[stale], blocks[newer]);
            conflicts.Add([.. new[] { a.MinReturnCall, a.MaxInvokeCall, b.MinReturnCall, b.MaxInvokeCall }.Where(c => c >= 0).Distinct()]);
        }
    }

    private static int CountBefore(List<Zone> blocks, int position)
    {
        var (low, high) = (0, blocks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (blocks[middle].MinReturn < position) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
