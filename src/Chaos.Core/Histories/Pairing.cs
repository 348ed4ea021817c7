using System.Runtime.CompilerServices;

namespace Chaos;

/// <summary>Finds for each invocation where it ended.</summary>
internal static class Pairing
{
    private const int DenseLimit = 1 << 20;

    /// <summary>For each entry the position of its completion; -1 where it has none or is no invocation.</summary>
    /// <exception cref="HistoryFormatException">A process invokes twice at once, or completes what it did not invoke.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] Completions(OperationColumns columns)
    {
        var ends = new int[columns.Count];
        Array.Fill(ends, -1);
        var dense = new int[64]; // process to its open invocation, from 1
        var sparse = new Dictionary<int, int>();
        for (var i = 0; i < ends.Length; i++)
        {
            var process = columns.ProcessAt(i);
            var type = columns.TypeAt(i);
            if (process < 0 || type is OperationType.Note) continue;
            if (process >= dense.Length && process < DenseLimit) Array.Resize(ref dense, Math.Max(process + 1, dense.Length * 2));
            var start = process < DenseLimit ? dense[process] : sparse.GetValueOrDefault(process);
            var isInvocation = type is OperationType.Invoke;
            if (isInvocation == (start > 0)) throw Unpaired(columns[i], i, start - 1);
            if (!isInvocation) ends[start - 1] = i;
            start = isInvocation ? i + 1 : 0;
            if (process < DenseLimit) dense[process] = start;
            else if (isInvocation) sparse[process] = start;
            else sparse.Remove(process);
        }

        return ends;
    }

    private static HistoryFormatException Unpaired(in Operation entry, int position, int open) => new(
        entry.Type is OperationType.Invoke
            ? $"Entry {position}: process {entry.Process} invokes {entry.F} while its entry {open} "
                + "is still open. A process has one operation at a time."
            : $"Entry {position}: process {entry.Process} completes {entry.F} ({entry.Type}), "
                + "but it has invoked nothing. The invocation is missing.");
}
