namespace Chaos.Checking;

/// <summary>Lays out calls, added in order of invocation, for the search.</summary>
internal sealed class SearchProblemBuilder
{
    private readonly List<int> invokes = [];
    private readonly List<int> returns = [];
    private readonly List<int> kinds = [];
    private readonly List<int> openInvokes = [];
    private readonly List<int> openKinds = [];
    private readonly List<bool> observing = [];

    /// <summary>Adds a call. Open observations are left out: they say nothing.</summary>
    public void Add(int invoke, int end, int kind, bool isObservation)
    {
        while (observing.Count <= kind) observing.Add(false);
        observing[kind] = isObservation;
        if (end != Call.Never)
        {
            invokes.Add(invoke);
            returns.Add(end);
            kinds.Add(kind);
        }
        else if (!isObservation)
        {
            openInvokes.Add(invoke);
            openKinds.Add(kind);
        }
    }

    /// <summary>The problem: calls in order of their returns, slots for those that are pending at the same time.</summary>
    public SearchProblem Build(ITransitions transitions)
    {
        var order = Enumerable.Range(0, invokes.Count).ToArray();
        Array.Sort(returns.ToArray(), order);
        var (entered, openEntered) = (new int[order.Length + 1], new int[order.Length + 1]);
        var (slots, previous) = (new int[order.Length], new int[order.Length]);
        var free = new Stack<int>();
        var last = new List<int>();
        var (next, nextOpen) = (0, 0);
        for (var r = 0; r < order.Length; r++)
        {
            var position = returns[order[r]];
            for (; next < invokes.Count && invokes[next] < position; next++)
            {
                if (!free.TryPop(out var slot))
                {
                    slot = last.Count;
                    last.Add(-1);
                }

                slots[next] = slot;
                previous[next] = last[slot];
                last[slot] = next;
            }

            while (nextOpen < openInvokes.Count && openInvokes[nextOpen] < position) nextOpen++;
            entered[r] = next;
            openEntered[r] = nextOpen;
            free.Push(slots[order[r]]);
        }

        entered[^1] = next;
        openEntered[^1] = nextOpen;
        return new SearchProblem
        {
            Transitions = transitions,
            Kinds = [.. kinds],
            ReturnOrder = order,
            ReturnRank = Inverse(order),
            Entered = entered,
            Slots = slots,
            PreviousInSlot = previous,
            SlotCount = last.Count,
            OpenKinds = [.. openKinds],
            OpenEntered = openEntered,
            IsObservation = [.. observing],
        };
    }

    private static int[] Inverse(int[] order)
    {
        var ranks = new int[order.Length];
        for (var r = 0; r < order.Length; r++) ranks[order[r]] = r;
        return ranks;
    }
}
