using System.Collections;

namespace Chaos;

/// <summary>
/// A history in memory: the entries in order of their index, and for each invocation where it ended, found once when it is built.
/// </summary>
public sealed class History : IReadOnlyList<Operation>
{
    private readonly Operation[] operations;
    private readonly int[] completionOf;

    /// <summary>Builds a history from entries in the order in which they were recorded.</summary>
    /// <param name="operations">The entries; notes are kept but belong to no pair.</param>
    /// <exception cref="HistoryFormatException">A process invokes twice at once, or completes what it did not invoke.</exception>
    public History(IEnumerable<Operation> operations)
        : this(operations.ToArray())
    {
    }

    private History(Operation[] operations)
    {
        this.operations = operations;
        completionOf = Pair(operations);
    }

    /// <summary>Builds a history on an array, which is not copied and must not change afterwards.</summary>
    /// <exception cref="HistoryFormatException">A process invokes twice at once, or completes what it did not invoke.</exception>
    public static History FromArray(Operation[] operations) => new(operations);

    /// <inheritdoc/>
    public int Count => operations.Length;

    /// <inheritdoc/>
    public Operation this[int index] => operations[index];

    /// <summary>The entries, without a copy.</summary>
    public ReadOnlySpan<Operation> Span => operations;

    /// <summary>The position of the completion of the invocation at <paramref name="position"/>, or -1 where it never ended.</summary>
    public int CompletionOf(int position) => completionOf[position];

    /// <inheritdoc/>
    public IEnumerator<Operation> GetEnumerator() => ((IEnumerable<Operation>)operations).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static int[] Pair(Operation[] operations)
    {
        var ends = new int[operations.Length];
        Array.Fill(ends, -1);
        var open = new Dictionary<int, int>();
        for (var i = 0; i < operations.Length; i++)
        {
            ref readonly var operation = ref operations[i];
            if (!operation.IsClient) continue;
            if (operation.Type is OperationType.Invoke)
            {
                if (!open.TryAdd(operation.Process, i))
                    throw new HistoryFormatException(
                        $"Entry {i}: process {operation.Process} invokes {operation.F} while its entry {open[operation.Process]} "
                        + "is still open. A process has one operation at a time.");
            }
            else
            {
                if (!open.Remove(operation.Process, out var start))
                    throw new HistoryFormatException(
                        $"Entry {i}: process {operation.Process} completes {operation.F} ({operation.Type}), "
                        + "but it has invoked nothing. The invocation is missing.");
                ends[start] = i;
            }
        }

        return ends;
    }
}
