using System.Numerics;
using System.Runtime.CompilerServices;

namespace Chaos.Checking;

/// <summary>
/// The configurations seen so far: for each (return, state) those that no other one dominates. One dominates another when it has no
/// more calls still to linearize, no more calls used up, and has used no more open calls of any kind.
/// </summary>
/// <typeparam name="TMask">A bit for each slot.</typeparam>
internal sealed class ConfigurationTable<TMask>
    where TMask : struct, IBinaryInteger<TMask>
{
    private const int Foresight = 2_048; // configurations, more than come between two looks at the bytes
    private readonly UsedVectors vectors;
    private readonly int width;
    private readonly Sabotage sabotage;
    private Entry[] entries = new Entry[64];
    private Node[] nodes = new Node[64];
    private int count;
    private int nodeCount = 1;
    private int freeNode;

    /// <summary>An empty table.</summary>
    /// <param name="vectors">The vectors of used open calls.</param>
    /// <param name="width">How many configurations that differ only in the open calls used are kept; more are dropped.</param>
    /// <param name="sabotage">For tests.</param>
    public ConfigurationTable(UsedVectors vectors, int width, Sabotage sabotage)
    {
        this.vectors = vectors;
        this.width = width;
        this.sabotage = sabotage;
    }

    /// <summary>Whether a configuration was dropped that no other one dominates.</summary>
    public bool HasDropped { get; private set; }

    /// <summary>The bytes that the table takes. Where it is about to grow the larger one counts too, since both are there for a while.</summary>
    public long Bytes =>
        ((long)entries.Length * Unsafe.SizeOf<Entry>() * ((count + Foresight) * 4L > entries.Length * 3L ? 3 : 1))
        + ((long)nodes.Length * Unsafe.SizeOf<Node>() * (nodeCount + Foresight > nodes.Length ? 3 : 1));

    /// <summary>Adds a configuration; false where one was seen that can do all that this one can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Add(int position, int state, TMask must, TMask gone, int used)
    {
        if (sabotage is Sabotage.MemoIgnoresPending) must = gone = TMask.Zero;
        if ((count + 1) * 4L > entries.Length * 3L) Grow();
        ref var entry = ref Find(entries, position, state);
        if (entry.Node == 0)
        {
            entry = new Entry(position, state, NewNode(must, gone, used, 0));
            count++;
            return true;
        }

        return !IsDominated(ref entry, must, gone, used)
            && (entry = entry with { Node = NewNode(must, gone, used, WithoutDominated(entry.Node, must, gone, used)) }) is var _;
    }

    // What dominates one configuration often dominates the next: it goes to the front.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsDominated(ref Entry entry, TMask must, TMask gone, int used)
    {
        var (similar, before) = (0, 0);
        for (var at = entry.Node; at != 0; before = at, at = nodes[at].Next)
        {
            ref readonly var node = ref nodes[at];
            if (!IsSubset(node.Must, must, Sabotage.DominanceIgnoresMust) || !IsSubset(node.Gone, gone, Sabotage.DominanceIgnoresUsed)) continue;
            var isSmaller = sabotage is Sabotage.DominanceReversed ? vectors.Dominates(used, node.Used) : vectors.Dominates(node.Used, used);
            if (!isSmaller && (vectors.Total(node.Used) > vectors.Total(used) || ++similar < width)) continue;
            HasDropped |= !isSmaller;
            if (before == 0) return true;
            nodes[before].Next = node.Next;
            nodes[at].Next = entry.Node;
            entry = entry with { Node = at };
            return true;
        }

        return false;
    }

    private bool IsSubset(TMask smaller, TMask larger, Sabotage broken) =>
        (smaller & ~larger) == TMask.Zero || sabotage == broken;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int WithoutDominated(int head, TMask must, TMask gone, int used)
    {
        var kept = 0;
        while (head != 0)
        {
            ref var node = ref nodes[head];
            var next = node.Next;
            var isDominated = (must & ~node.Must) == TMask.Zero && (gone & ~node.Gone) == TMask.Zero && vectors.Dominates(used, node.Used);
            node.Next = isDominated ? freeNode : kept;
            if (isDominated) freeNode = head;
            else kept = head;
            head = next;
        }

        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int NewNode(TMask must, TMask gone, int used, int next)
    {
        var at = freeNode;
        if (at != 0)
        {
            freeNode = nodes[at].Next;
        }
        else
        {
            if (nodeCount == nodes.Length) Array.Resize(ref nodes, nodes.Length * 2);
            at = nodeCount++;
        }

        nodes[at] = new Node { Must = must, Gone = gone, Used = used, Next = next };
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow()
    {
        var larger = new Entry[entries.Length * 2];
        foreach (var entry in entries)
            if (entry.Node != 0) Find(larger, entry.Position, entry.State) = entry;
        entries = larger;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ref Entry Find(Entry[] entries, int position, int state)
    {
        var hash = (((ulong)(uint)position << 32) ^ (uint)state) * 0x9E37_79B9_7F4A_7C15;
        hash = (hash ^ (hash >> 32)) * 0xBF58_476D_1CE4_E5B9;
        var slot = (int)(hash >> 33) & (entries.Length - 1);
        while (true)
        {
            ref var entry = ref entries[slot];
            if (entry.Node == 0 || (entry.Position == position && entry.State == state)) return ref entry;
            slot = (slot + 1) & (entries.Length - 1);
        }
    }

    private readonly record struct Entry(int Position, int State, int Node);

    private struct Node
    {
        public TMask Must;
        public TMask Gone;
        public int Used;
        public int Next;
    }
}
