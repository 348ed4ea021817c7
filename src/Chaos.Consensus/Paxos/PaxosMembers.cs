using System.Numerics;

namespace Chaos.Consensus;

/// <summary>The acceptors that decide about a slot, as a set of bits: bit n for node n.</summary>
internal readonly record struct PaxosMembers(ulong Bits)
{
    /// <summary>Nodes that there can be, as bits of a set.</summary>
    public const int MostNodes = 64;

    /// <summary>Whether these nodes hold a majority of the members.</summary>
    public bool IsQuorum(ulong nodes) => BitOperations.PopCount(nodes & Bits) > BitOperations.PopCount(Bits) / 2;

    /// <summary>Whether that many acceptances choose a value: a majority of the members.</summary>
    public bool IsChosenBy(ulong nodes, BugSwitches bugs) => bugs.Has(SeededBug.LearnsFromMinority)
        ? BitOperations.PopCount(nodes & Bits) >= Math.Max(1, BitOperations.PopCount(Bits) / 2)
        : IsQuorum(nodes);

    public bool Contains(int node) => (Bits >> node & 1) != 0;

    public static ulong Bit(int node) => 1UL << node;

    public static PaxosMembers Of(IEnumerable<int> nodes) => new(nodes.Aggregate(0UL, (set, node) => set | Bit(node)));
}
