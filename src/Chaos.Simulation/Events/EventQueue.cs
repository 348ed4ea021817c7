namespace Chaos.Simulation;

/// <summary>
/// What is to come, in order of time and then of arrival: a heap of four children a node, whose entries are small and point to events
/// that stay where they are.
/// </summary>
internal sealed class EventQueue
{
    private (long DueNs, long Order, int Slot)[] heap = new (long, long, int)[256];
    private SimulationEvent[] events = new SimulationEvent[256];
    private int[] free = new int[256];
    private int freeCount;
    private int used;
    private long order;

    /// <summary>Events that are to come.</summary>
    public int Count { get; private set; }

    /// <summary>When the next one happens; <see cref="long.MaxValue"/> where there is none.</summary>
    public long NextNs => Count == 0 ? long.MaxValue : heap[0].DueNs;

    /// <summary>Adds an event.</summary>
    public void Add(long dueNs, in SimulationEvent happening)
    {
        var slot = freeCount > 0 ? free[--freeCount] : NewSlot();
        events[slot] = happening;
        if (Count == heap.Length) Array.Resize(ref heap, Count * 2);
        var entry = (dueNs, order++, slot);
        var at = Count++;
        while (at > 0)
        {
            var parent = (at - 1) >> 2;
            if (heap[parent].DueNs <= dueNs) break; // what came earlier has the smaller order
            heap[at] = heap[parent];
            at = parent;
        }

        heap[at] = entry;
    }

    /// <summary>Takes the next event; there must be one.</summary>
    public long Take(out SimulationEvent happening)
    {
        var first = heap[0];
        happening = events[first.Slot];
        events[first.Slot] = default;
        if (freeCount == free.Length) Array.Resize(ref free, freeCount * 2);
        free[freeCount++] = first.Slot;
        Sink(heap[--Count]);
        return first.DueNs;
    }

    // The last entry takes the place of the first, and goes down to where it belongs.
    private void Sink((long DueNs, long Order, int Slot) last)
    {
        var entries = heap;
        var at = 0;
        while (true)
        {
            var child = (at << 2) + 1;
            if (child >= Count) break;
            var least = child;
            var end = Math.Min(child + 4, Count);
            for (var next = child + 1; next < end; next++)
            {
                if (IsBefore(entries[next], entries[least])) least = next;
            }

            if (!IsBefore(entries[least], last)) break;
            entries[at] = entries[least];
            at = least;
        }

        entries[at] = last;
    }

    private static bool IsBefore(in (long DueNs, long Order, int Slot) a, in (long DueNs, long Order, int Slot) b) =>
        a.DueNs < b.DueNs || (a.DueNs == b.DueNs && a.Order < b.Order);

    private int NewSlot()
    {
        if (used == events.Length) Array.Resize(ref events, used * 2);
        return used++;
    }
}
