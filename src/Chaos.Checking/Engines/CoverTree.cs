namespace Chaos.Checking;

/// <summary>How many cores cover each of a row of places: taken off ranges, and asked for the first place that none covers. O(log n).</summary>
internal sealed class CoverTree
{
    private readonly int size = 1;
    private readonly int[] least;
    private readonly int[] added;

    /// <summary>Starts with these counts.</summary>
    public CoverTree(ReadOnlySpan<int> counts)
    {
        while (size < counts.Length) size *= 2;
        least = new int[2 * size];
        added = new int[size];
        Array.Fill(least, int.MaxValue / 2, size + counts.Length, size - counts.Length);
        counts.CopyTo(least.AsSpan(size));
        for (var node = size - 1; node > 0; node--) least[node] = Math.Min(least[2 * node], least[(2 * node) + 1]);
    }

    /// <summary>Takes one off every place from the first to the last.</summary>
    public void TakeOff(int first, int last)
    {
        if (first > last) return;
        var (left, right) = (first + size, last + size);
        for (var (l, r) = (left, right); l <= r; l /= 2, r /= 2)
        {
            if (l % 2 == 1) Apply(l++);
            if (r % 2 == 0) Apply(r--);
        }

        Renew(left);
        Renew(right);
    }

    /// <summary>The first place from the first to the last that nothing covers; -1 where there is none.</summary>
    public int FirstFree(int first, int last) => first > last ? -1 : Find(1, 0, size - 1, first, last, 0);

    private void Apply(int node)
    {
        least[node]--;
        if (node < size) added[node]--;
    }

    private void Renew(int node)
    {
        for (node /= 2; node > 0; node /= 2) least[node] = Math.Min(least[2 * node], least[(2 * node) + 1]) + added[node];
    }

    private int Find(int node, int low, int high, int first, int last, int above)
    {
        if (high < first || low > last || least[node] + above > 0) return -1;
        if (low == high) return low;
        var middle = (low + high) / 2;
        above += added[node];
        var found = Find(2 * node, low, middle, first, last, above);
        return found >= 0 ? found : Find((2 * node) + 1, middle + 1, high, first, last, above);
    }
}
