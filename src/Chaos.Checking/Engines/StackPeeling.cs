namespace Chaos.Checking;

/// <summary>
/// Takes a stack's history apart. A moment that no core covers divides the values into those before and those after it, which can be
/// judged by themselves. Where there is none, one value lies below all others: its push began before any push ended, and its pop ended
/// after the last pop began. Any such value may lie there, so it is left out, and the rest goes on; without one there is no order.
/// </summary>
/// <remarks>
/// The idea of values that can be left out without changing the verdict is Lee and Mathur's (Efficient decrease-and-conquer
/// linearizability monitoring, OOPSLA 2025). Values that nobody is known to have popped stay, at first, for ever. Where one of them is in
/// the way it must be gone before the next moment at which the others can be, by one of the pops of unknown outcome. What is found so
/// is an order; where nothing is found there may be one nevertheless, unless no value was in the way.
/// </remarks>
internal sealed class StackPeeling
{
    private const int Few = 32;
    private const int MostTries = 64;
    private readonly StackValues values;
    private readonly Element[] elements;
    private readonly CoverTree cover;
    private readonly LeftValues left;
    private readonly PopBudget budget;
    private readonly Sabotage sabotage;
    private readonly bool[] isGone;
    private readonly Stack<StackBlock> blocks = new();

    /// <summary>Prepares the values that have a core.</summary>
    public StackPeeling(ContainerHistory history, List<Element> elements, Sabotage sabotage)
    {
        values = new StackValues(elements);
        this.elements = values.Elements;
        this.sabotage = sabotage;
        cover = new CoverTree(values.Cover());
        left = new LeftValues(this.elements);
        budget = new PopBudget(history, sabotage);
        isGone = new bool[elements.Count];
    }

    /// <summary>Values that cannot be ordered by themselves, where none was found for all.</summary>
    public IReadOnlyList<Element> Stuck { get; private set; } = [];

    /// <summary>Whether an order was found in which the stack is empty right after each of these positions.</summary>
    public bool Run(List<int> moments)
    {
        var (first, pop) = (0, 0);
        for (var i = 0; i <= moments.Count; i++)
        {
            var until = i < moments.Count ? moments[i] + 1 : Call.Never;
            var (next, nextPop) = (first, pop);
            while (next < elements.Length && elements[next].AddReturn < until) next++;
            while (nextPop < values.ByPop.Length && elements[values.ByPop[nextPop]].TakeInvoke < until) nextPop++;
            Require(first, next, Call.Never, until);
            blocks.Push(new StackBlock(first, next - 1, pop, nextPop - 1, until));
            (first, pop) = (next, nextPop);
        }

        while (blocks.TryPop(out var block))
            if (!Settle(block)) return false;
        return budget.Holds();
    }

    private bool Settle(StackBlock block)
    {
        while (true)
        {
            var (first, last) = (block.First, block.Last);
            while (first <= last && isGone[first]) first++;
            while (first <= last && isGone[last]) last--;
            if (first > last) return true;
            var lastPop = block.LastPop;
            while (lastPop >= block.FirstPop && isGone[values.ByPop[lastPop]]) lastPop--;
            block = block with { First = first, Last = last, LastPop = lastPop };
            var held = FirstLeft(first, last);
            if (held < 0 && last - first < Few) return SettleFew(first, last);
            var free = cover.FirstFree(first + 1, held < 0 ? last : held);
            if (free > 0)
            {
                blocks.Push(block with { First = free, FirstPop = values.PopsBefore[free] });
                block = block with { Last = free - 1, LastPop = values.PopsBefore[free] - 1 };
            }
            else if (Root(block, held) is >= 0 and var root)
            {
                Remove(root);
            }
            else if (held >= 0 && Divide(block))
            {
                return true;
            }
            else
            {
                Fail([.. Enumerable.Range(first, last - first + 1).Where(value => !isGone[value])]);
                return false;
            }
        }
    }

    private bool SettleFew(int first, int last)
    {
        Span<int> few = stackalloc int[Few];
        var count = 0;
        for (var value = first; value <= last; value++)
            if (!isGone[value]) few[count++] = value;
        if (SmallStack.IsLegal(elements, few[..count], sabotage, out var stuck)) return true;
        Fail(stuck);
        return false;
    }

    private int FirstLeft(int first, int last)
    {
        var value = left.ValueAt(left.PlaceFrom(left.PlaceOf(first)));
        return value >= 0 && value <= last ? value : -1;
    }

    // A value that may lie below all others of the block.
    private int Root(in StackBlock block, int held)
    {
        var firstPush = sabotage is Sabotage.StackIgnoresPushes ? int.MaxValue : elements[block.First].AddReturn;
        var lastPop = held >= 0 ? block.Until : elements[values.ByPop[block.LastPop]].TakeInvoke;
        if (sabotage is Sabotage.StackIgnoresPops) lastPop = -1;
        for (var value = values.NextPushedBefore(firstPush, block.First, block.Last);
             value >= 0;
             value = values.NextPushedBefore(firstPush, value + 1, block.Last))
        {
            if (!isGone[value] && (IsLeft(value) || elements[value].TakeReturn >= lastPop)) return value;
        }

        return -1;
    }

    private void Remove(int value)
    {
        isGone[value] = true;
        if (IsLeft(value)) left.Remove(value);
        else cover.TakeOff(value + 1, values.CoveredUntil[value]);
    }

    // The values that were left and are in the way must be gone at the next moment at which all others can be, if there are pops for them.
    private bool Divide(in StackBlock block)
    {
        var end = block.First;
        for (var tries = 0; tries < MostTries && end <= block.Last; tries++)
        {
            end = cover.FirstFree(end + 1, block.Last);
            if (end < 0) end = block.Last + 1;
            var lastPop = end <= block.Last ? values.PopsBefore[end] - 1 : block.LastPop;
            while (lastPop >= block.FirstPop && isGone[values.ByPop[lastPop]]) lastPop--;
            if (lastPop < block.FirstPop) continue;
            var until = Math.Min(end <= block.Last ? elements[end].AddReturn : block.Until, LatestEnd(block, end));
            var (count, latest) = CountLeft(block.First, end);
            if (until <= elements[values.ByPop[lastPop]].TakeInvoke || until <= latest || until >= block.Until) continue;
            budget.Move(count, block.Until, Call.Never);
            var isAllowed = budget.Allows(count, until);
            budget.Move(count, Call.Never, block.Until);
            if (!isAllowed) continue;
            Require(block.First, end, block.Until, until);
            if (end <= block.Last) blocks.Push(block with { First = end, FirstPop = values.PopsBefore[end] });
            blocks.Push(block with { Last = end - 1, LastPop = lastPop, Until = until });
            return true;
        }

        return false;
    }

    // When the last of the values before a place that can lie below all others must be popped.
    private int LatestEnd(in StackBlock block, int end)
    {
        var latest = -1;
        var firstPush = elements[block.First].AddReturn;
        for (var value = values.NextPushedBefore(firstPush, block.First, end - 1);
             value >= 0;
             value = values.NextPushedBefore(firstPush, value + 1, end - 1))
        {
            if (!isGone[value]) latest = Math.Max(latest, elements[value].TakeReturn);
        }

        return latest;
    }

    private (int Count, int LatestPush) CountLeft(int first, int end)
    {
        var (count, latest) = (0, -1);
        for (var place = left.PlaceFrom(left.PlaceOf(first)); left.ValueAt(place) is >= 0 and var value && value < end; place = left.PlaceFrom(place + 1))
            (count, latest) = (count + 1, elements[value].AddReturn);
        return (count, latest);
    }

    private void Require(int first, int end, int before, int until) => budget.Move(CountLeft(first, end).Count, before, until);

    private bool IsLeft(int value) => elements[value].TakeInvoke == Call.Never;

    // Of values of which none can lie below all others those that cover the time from the first push to the last pop are enough.
    private void Fail(int[] stuck)
    {
        var (next, reach) = (0, elements[stuck[0]].AddReturn);
        var last = stuck.Max(value => elements[value].TakeInvoke);
        var chain = new List<Element>();
        while (chain.Count == 0 || reach < last)
        {
            var best = -1;
            for (; next < stuck.Length && elements[stuck[next]].AddReturn <= reach; next++)
                if (best < 0 || elements[stuck[next]].TakeInvoke > elements[best].TakeInvoke) best = stuck[next];
            if (best < 0) break;
            chain.Add(elements[best]);
            reach = elements[best].TakeInvoke;
        }

        Stuck = chain;
    }
}
