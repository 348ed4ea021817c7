namespace Chaos.Checking;

/// <summary>Refuses an entry that fits no pair while its line is still known.</summary>
internal sealed class PairingGuard
{
    private readonly Dictionary<int, (string F, string Place)> open = [];

    /// <summary>Takes the next entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="place">File and line, or what else says where it is.</param>
    /// <exception cref="HistoryFormatException">A process invokes twice at once, or completes what it did not invoke.</exception>
    public void Add(in Operation entry, string place)
    {
        if (!entry.IsClient) return;
        if (entry.Type is not OperationType.Invoke)
        {
            if (open.Remove(entry.Process)) return;
            throw new HistoryFormatException(
                $"{place}: process {entry.Process} completes {entry.F} ({entry.Type}), but it has invoked nothing. The invocation is missing.");
        }

        if (open.TryAdd(entry.Process, (entry.F, place))) return;
        var (f, before) = open[entry.Process];
        throw new HistoryFormatException(
            $"{place}: process {entry.Process} invokes {entry.F}, but its {f} of {before} is still open. A process has one operation at a time.");
    }
}
