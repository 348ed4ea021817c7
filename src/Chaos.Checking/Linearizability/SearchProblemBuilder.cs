using System.Runtime.CompilerServices;

namespace Chaos.Checking;

/// <summary>Lays out calls, added in order of invocation, for the search.</summary>
/// <param name="capacity">How many calls are added at most, if known.</param>
internal sealed class SearchProblemBuilder(int capacity = 16)
{
    private const int MostPasses = 256;
    private readonly List<int> openInvokes = [];
    private readonly List<int> openKinds = [];
    private readonly List<bool> observing = [];
    private int[] invokes = new int[capacity];
    private int[] returns = new int[capacity];
    private int[] kinds = new int[capacity];
    private int count;

    /// <summary>Adds a call. Open observations are left out: they say nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int invoke, int end, int kind, bool isObservation)
    {
        while (observing.Count <= kind) observing.Add(false);
        observing[kind] = isObservation;
        if (end != Call.Never)
        {
            if (count == kinds.Length) Grow();
            invokes[count] = invoke;
            returns[count] = end;
            kinds[count++] = kind;
        }
        else if (!isObservation)
        {
            openInvokes.Add(invoke);
            openKinds.Add(kind);
        }
    }

    /// <summary>The problem: calls in order of their returns, slots for those that are pending at the same time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public SearchProblem Build(ITransitions transitions)
    {
        if (count < kinds.Length) Array.Resize(ref kinds, count);
        var order = Order();
        var (entered, openEntered) = (new int[count + 1], new int[count + 1]);
        var (slots, previous) = (new int[count], new int[count]);
        var free = new Stack<int>();
        var last = new List<int>();
        var (next, nextOpen) = (0, 0);
        for (var r = 0; r < count; r++)
        {
            var position = returns[order[r]];
            for (; next < count && invokes[next] < position; next++)
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
            Kinds = kinds,
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

    // By return: a call is put where it belongs among those that return last so far. It passes at most what is pending with it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] Order()
    {
        var order = new int[count];
        var left = 1 + (MostPasses * (long)count);
        for (var call = 0; call < count && left > 0; call++)
        {
            var (at, end) = (call, returns[call]);
            for (; at > 0 && returns[order[at - 1]] > end; at--) order[at] = order[at - 1];
            order[at] = call;
            left -= call - at;
        }

        if (left > 0) return order;

        // More than the search can follow overlaps.
        for (var call = 0; call < count; call++) order[call] = call;
        Array.Sort(returns[..count], order);
        return order;
    }

    private void Grow()
    {
        Array.Resize(ref invokes, count * 2);
        Array.Resize(ref returns, count * 2);
        Array.Resize(ref kinds, count * 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] Inverse(int[] order)
    {
        var ranks = new int[order.Length];
        for (var r = 0; r < order.Length; r++) ranks[order[r]] = r;
        return ranks;
    }
}
