using System.Numerics;

namespace Chaos.Checking;

/// <summary>
/// How many open calls of each kind a configuration has used, as interned vectors: number 0 uses none. A configuration that used no
/// more of any kind than another one can do whatever that one can.
/// </summary>
internal sealed class UsedVectors
{
    private readonly int width;
    private readonly int[] column;
    private readonly Dictionary<long, int> successors = [];
    private readonly Dictionary<int, List<int>> byHash = [];
    private readonly List<int> totals = [0];
    private int[] cells;

    /// <summary>Vectors over the kinds that open calls have.</summary>
    public UsedVectors(SearchProblem problem)
    {
        column = new int[problem.IsObservation.Length];
        Array.Fill(column, -1);
        foreach (var kind in problem.OpenKinds)
        {
            if (column[kind] >= 0) continue;
            column[kind] = Kinds.Count;
            Kinds.Add(kind);
        }

        width = (Kinds.Count + Vector<int>.Count - 1) / Vector<int>.Count * Vector<int>.Count;
        cells = new int[Math.Max(1, width)];
        byHash[Hash(cells.AsSpan(0, width))] = [0];
    }

    /// <summary>The kinds of open calls.</summary>
    public List<int> Kinds { get; } = [];

    /// <summary>How many vectors there are.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The bytes that the vectors take, roughly.</summary>
    public long Bytes => ((long)cells.Length * sizeof(int)) + (Count * 96L);

    /// <summary>How many calls of a kind the vector has used.</summary>
    public int Used(int vector, int kind) => cells[(vector * width) + column[kind]];

    /// <summary>How many calls the vector has used in all.</summary>
    public int Total(int vector) => totals[vector];

    /// <summary>The vector that used one more call of a kind.</summary>
    public int Plus(int vector, int kind)
    {
        var pair = ((long)vector << 32) | (uint)kind;
        if (successors.TryGetValue(pair, out var next)) return next;
        if ((Count + 1) * width > cells.Length) Array.Resize(ref cells, Math.Max(cells.Length * 2, 64 * width));
        var row = cells.AsSpan(Count * width, width);
        cells.AsSpan(vector * width, width).CopyTo(row);
        row[column[kind]]++;
        return successors[pair] = Intern(row, totals[vector] + 1);
    }

    /// <summary>Whether a vector used no more of any kind than another.</summary>
    public bool Dominates(int vector, int other)
    {
        if (vector == other) return true;
        var a = cells.AsSpan(vector * width, width);
        var b = cells.AsSpan(other * width, width);
        for (var i = 0; i < width; i += Vector<int>.Count)
            if (Vector.GreaterThanAny(new Vector<int>(a[i..]), new Vector<int>(b[i..]))) return false;
        return true;
    }

    private int Intern(Span<int> row, int total)
    {
        var hash = Hash(row);
        if (!byHash.TryGetValue(hash, out var same)) byHash[hash] = same = [];
        foreach (var vector in same)
            if (cells.AsSpan(vector * width, width).SequenceEqual(row)) return vector;
        same.Add(Count);
        totals.Add(total);
        return Count++;
    }

    private static int Hash(ReadOnlySpan<int> row)
    {
        var hash = new HashCode();
        foreach (var cell in row) hash.Add(cell);
        return hash.ToHashCode();
    }
}
