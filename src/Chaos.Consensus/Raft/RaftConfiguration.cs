using System.Numerics;

namespace Chaos.Consensus;

/// <summary>
/// The voting members as sets of bits, bit n for node n. While membership changes there are two sets and every decision needs a
/// majority of each: joint consensus (paper 6).
/// </summary>
/// <param name="Voters">The members; during a change the old ones.</param>
/// <param name="Next">The new members during a change, else 0.</param>
internal readonly record struct RaftConfiguration(ulong Voters, ulong Next)
{
    /// <summary>Nodes that there can be, as bits of a set.</summary>
    public const int MostNodes = 64;

    public bool IsJoint => Next != 0;

    public ulong All => Voters | Next;

    public bool Contains(int node) => (All >> node & 1) != 0;

    public static ulong Bit(int node) => 1UL << node;

    public static ulong SetOf(IEnumerable<int> nodes) => nodes.Aggregate(0UL, (set, node) => set | Bit(node));

    /// <summary>Whether these nodes are a quorum.</summary>
    public bool IsQuorum(ulong nodes, BugSwitches bugs) =>
        BitOperations.PopCount(nodes & Voters) >= Needed(Voters, bugs)
        && (Next == 0 || BitOperations.PopCount(nodes & Next) >= Needed(Next, bugs));

    /// <summary>The greatest value that a quorum has reached; <paramref name="values"/> by node.</summary>
    public long Reached(ReadOnlySpan<long> values, BugSwitches bugs)
    {
        var reached = Reached(Voters, values, bugs);
        return Next == 0 ? reached : Math.Min(reached, Reached(Next, values, bugs));
    }

    private static int Needed(ulong set, BugSwitches bugs)
    {
        var count = BitOperations.PopCount(set);
        return bugs.Has(SeededBug.QuorumOfHalf) ? Math.Max(1, count / 2) : (count / 2) + 1;
    }

    private static long Reached(ulong set, ReadOnlySpan<long> values, BugSwitches bugs)
    {
        // Insertion sort, greatest first: a handful of members.
        Span<long> sorted = stackalloc long[MostNodes];
        var count = 0;
        for (var rest = set; rest != 0; rest &= rest - 1)
        {
            var value = values[BitOperations.TrailingZeroCount(rest)];
            var at = count++;
            for (; at > 0 && sorted[at - 1] < value; at--) sorted[at] = sorted[at - 1];
            sorted[at] = value;
        }

        return count == 0 ? 0 : sorted[Needed(set, bugs) - 1];
    }
}
