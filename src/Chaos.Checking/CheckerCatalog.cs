namespace Chaos.Checking;

/// <summary>Who judges a history by name: the models (by linearizability), and the invariants that are no model.</summary>
public static class CheckerCatalog
{
    private static readonly Dictionary<string, Func<IChecker>> Invariants = new(StringComparer.Ordinal)
    {
        [GrowSet] = () => new GrowSetChecker(),
        [TotalQueue] = () => new TotalQueueChecker(),
        [OffsetLog] = () => new LogChecker(),
        [Holders] = () => new HolderChecker(),
        [Watch] = () => new WatchChecker(),
        [Bank] = () => new BankChecker(),
        [MonotonicReads] = () => new MonotonicReadsChecker(),
        [Elections] = () => new ElectionChecker(),
    };

    /// <summary>A set that only grows, with reads of the whole set.</summary>
    public const string GrowSet = "grow-set";

    /// <summary>A queue whose acknowledged values all come out.</summary>
    public const string TotalQueue = "total-queue";

    /// <summary>A log with offsets that may have gaps.</summary>
    public const string OffsetLog = "offset-log";

    /// <summary>Locks with tokens, and a resource that numbers what it is told.</summary>
    public const string Holders = "holders";

    /// <summary>Changes and streams of them.</summary>
    public const string Watch = "watch";

    /// <summary>Accounts between which money moves.</summary>
    public const string Bank = "bank";

    /// <summary>Sets that only grow, judged by what each session sees.</summary>
    public const string MonotonicReads = "monotonic-reads";

    /// <summary>Elections of an application, with terms.</summary>
    public const string Elections = "elections";

    /// <summary>The invariants that are no model, in order of their names.</summary>
    public static IReadOnlyList<string> InvariantNames { get; } = [.. Invariants.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a name stands for a model, so that a history can be followed while it grows.</summary>
    public static bool IsModel(string name) => !Invariants.ContainsKey(name);

    /// <summary>The checker of that name.</summary>
    /// <exception cref="UsageException">There is none; the message names the nearest one.</exception>
    public static IChecker Find(string name)
    {
        if (Invariants.TryGetValue(name, out var create)) return create();
        if (ModelCatalog.All.All(model => model.Name != name.Split(':')[0]))
            throw new UsageException(NearestName.Unknown("model", name, ModelCatalog.All.Select(model => model.Name).Concat(InvariantNames)));
        return new LinearizabilityChecker(ModelCatalog.Find(name));
    }
}
