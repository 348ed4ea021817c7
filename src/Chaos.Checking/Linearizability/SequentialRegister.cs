namespace Chaos.Checking;

/// <summary>
/// Sequential consistency of one register whose written values all differ, in linear time. All operations on one value stand together in
/// any order that explains the answers, and values linked by compare-and-sets stand together too (the blocks of <see cref="ZoneEngine"/>).
/// So the order of each process must agree with the order inside each block, and must order the blocks without a cycle, the one of the
/// initial value first. (Gibbons and Korach, Testing shared memories, 1997, for one location with the read mapping known.)
/// </summary>
internal sealed class SequentialRegister
{
    private readonly RegisterObject register;
    private readonly RegisterCall[] calls;
    private readonly bool[] isWritten;
    private readonly bool[] isRoot;
    private readonly int[] successorOf;
    private readonly int[] blockOf;
    private readonly int[] placeOf;

    private SequentialRegister(RegisterObject register)
    {
        this.register = register;
        calls = register.Calls;
        var values = register.Values.Count;
        (isWritten, isRoot, successorOf) = (new bool[values], new bool[values], new int[values]);
        (blockOf, placeOf) = (new int[values], new int[values]);
        Array.Fill(successorOf, -1);
        Array.Fill(blockOf, -1);
        (isWritten[0], isRoot[0]) = (true, true);
    }

    /// <summary>Whether it is sequentially consistent.</summary>
    public static bool Holds(RegisterObject register, Sabotage sabotage)
    {
        var check = new SequentialRegister(register);
        return check.SourcesExist() && check.FormBlocks() && check.BlocksHaveAnOrder(sabotage);
    }

    // Every observed value was written, and none was replaced twice.
    private bool SourcesExist()
    {
        foreach (ref readonly var call in calls.AsSpan())
        {
            if (call.Writes < 0) continue;
            isWritten[call.Writes] = true;
            isRoot[call.Writes] = call.Observes < 0;
        }

        foreach (ref readonly var call in calls.AsSpan())
        {
            if (call.Observes < 0) continue;
            if (!isWritten[call.Observes]) return false;
            if (call.Writes < 0) continue;
            if (successorOf[call.Observes] >= 0) return false;
            successorOf[call.Observes] = call.Writes;
        }

        return true;
    }

    // A block is named by its first value; what is in none belongs to a ring of compare-and-sets.
    private bool FormBlocks()
    {
        for (var root = 0; root < isRoot.Length; root++)
        {
            if (!isRoot[root]) continue;
            for (int value = root, place = 0; value >= 0; value = successorOf[value], place++) (blockOf[value], placeOf[value]) = (root, place);
        }

        return !Enumerable.Range(0, isWritten.Length).Any(value => isWritten[value] && blockOf[value] < 0);
    }

    // By process; between two of its operations that follow each other in different blocks there is an arrow.
    private bool BlocksHaveAnOrder(Sabotage sabotage)
    {
        var last = new Dictionary<int, (int Block, int Rank)>();
        var arrows = new List<(int From, int To)>();
        foreach (ref readonly var call in calls.AsSpan())
        {
            var value = call.Writes >= 0 ? call.Writes : call.Observes;
            var next = (Block: blockOf[value], Rank: (2 * placeOf[value]) + (call.Writes >= 0 ? 0 : 1));
            var process = register.Source.History.ProcessAt(call.Invoke);
            if (last.TryGetValue(process, out var before))
            {
                if (before.Block == next.Block && before.Rank > next.Rank) return false;
                if (before.Block != next.Block) arrows.Add((before.Block, next.Block));
            }

            last[process] = next;
        }

        return (sabotage is Sabotage.SequentialIgnoresInitial || arrows.TrueForAll(arrow => arrow.To != 0))
            && (sabotage is Sabotage.SequentialIgnoresCycles || HasNoCycle(arrows));
    }

    private bool HasNoCycle(List<(int From, int To)> arrows)
    {
        var (starts, incoming) = (new int[isRoot.Length + 1], new int[isRoot.Length]);
        foreach (var (from, to) in arrows)
        {
            starts[from + 1]++;
            incoming[to]++;
        }

        for (var block = 0; block < incoming.Length; block++) starts[block + 1] += starts[block];
        var targets = new int[arrows.Count];
        var filled = starts.ToArray();
        foreach (var (from, to) in arrows) targets[filled[from]++] = to;
        var free = new Stack<int>(Enumerable.Range(0, incoming.Length).Where(block => incoming[block] == 0));
        var done = 0;
        while (free.TryPop(out var block))
        {
            done++;
            foreach (var target in targets.AsSpan(starts[block], starts[block + 1] - starts[block]))
                if (--incoming[target] == 0) free.Push(target);
        }

        return done == incoming.Length;
    }
}
