namespace Chaos.Benchmarks;

/// <summary>Whole histories of registers, on one key or on many.</summary>
internal static class RegisterHistories
{
    /// <summary>The entries of a history on so many independent registers, each with that shape.</summary>
    public static IEnumerable<Operation> Of(LoadShape shape, int keys, ulong seed) => keys == 0
        ? RegisterLoad.Run(shape, seed)
        : Enumerable.Range(0, keys)
            .SelectMany(key => RegisterLoad.Run(shape, (seed * 1_000_003) + (ulong)key, $"k{key}")
                .Select(entry => entry with { Process = (entry.Process * keys) + key }))
            .OrderBy(entry => entry.TimeNs)
            .Select((entry, index) => entry with { Index = index });

    /// <summary><c>generate FILE</c>: writes such a history.</summary>
    public static int Write(string path, Flags flags)
    {
        var shape = new LoadShape(
            (int)flags.Number("--operations", 1_000),
            (int)flags.Number("--clients", 5),
            flags.Number("--crashed", 0) / 100,
            (int)flags.Number("--values", 5),
            flags.Has("--stale"));
        HistoryWriter.Write(path, Of(shape, (int)flags.Number("--keys", 0), (ulong)flags.Number("--seed", 1)));
        return 0;
    }
}
