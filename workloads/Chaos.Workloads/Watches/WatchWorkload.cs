using Chaos.Checking;

namespace Chaos.Workloads;

/// <summary>Registers that change, and watches of all changes; at the end every node tells all changes that are left.</summary>
public sealed class WatchWorkload : IWorkload
{
    private const string Watches = "watches";
    private const string Deletes = "deletes";
    private const string Rewrites = "rewrites";
    private const string Future = "future";
    private const string Longest = "longest-ms";
    private const string Back = "back";
    private const int FinalMs = 700;

    /// <inheritdoc/>
    public string Name => "watch";

    /// <inheritdoc/>
    public string Summary => "A watch is told every change from its first revision on, once and in order, and progress that is in step with them.";

    /// <inheritdoc/>
    public string OperationType => WatchOperations.TypeName;

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new(Watches, "6", "Watches, in percent of the operations, 1 to 90; each occupies a client for 0.1 s to longest-ms."),
        new(Deletes, "20", "Deletes, in percent of the operations, at most 90."),
        new(Rewrites, "2", "Writes in one transaction with a read at an older revision, in percent of the operations, at most 90; what is left are "
            + "plain writes."),
        new(Future, "20", "Watches that begin at a revision that is yet to come, in percent of the watches."),
        new(Longest, "600", "How long a watch lasts at most, in ms, 100 to 10000."),
        new(Back, "5000", "How many revisions back a watch or a look begins at most, where it begins at an old one, 1 to 1000000."),
    ];

    /// <inheritdoc/>
    public WorkloadPlan CreatePlan(WorkloadSettings settings)
    {
        LoadLimits.Check(Name, settings);
        var shape = new WatchShape(
            settings.Keys,
            LoadLimits.Number(Name, settings.Parameters, Watches, 1, 90),
            LoadLimits.Number(Name, settings.Parameters, Deletes, 0, 90),
            LoadLimits.Number(Name, settings.Parameters, Rewrites, 0, 90),
            LoadLimits.Number(Name, settings.Parameters, Future, 0, 100),
            LoadLimits.Number(Name, settings.Parameters, Longest, 100, 10_000),
            LoadLimits.Number(Name, settings.Parameters, Back, 1, 1_000_000));
        if (shape.WatchPercent + shape.DeletePercent + shape.RewritePercent > 99)
        {
            throw new UsageException(
                $"The workload watch has {shape.WatchPercent} % watches, {shape.DeletePercent} % deletes and {shape.RewritePercent} % rewrites; "
                + "together they are at most 99 %.");
        }

        string[] functions = [WatchOperations.Write, WatchOperations.Watch, .. shape.DeletePercent > 0 ? new[] { WatchOperations.Delete } : []];
        return new WorkloadPlan
        {
            Main = new WatchGenerator(shape, 1, 0, 0, 1, 0).Paced(settings),
            Final = _ => WalkGenerator.Create(["all"], (_, from) => WatchOperations.WatchOf(Math.Max(1, from), FinalMs, 3), After),
            Checkers = [new WatchChecker(), new OperationCoverageChecker(functions)],
            Model = CheckerCatalog.Watch,
            Functions = functions,
        };
    }

    // On from the last change; from the compacted revision where the old ones are gone; to the end where nothing more came.
    private static long? After(Operation watch)
    {
        long? next = null;
        foreach (var item in watch.Value.AsList())
        {
            var (kind, at) = (item.AsList()[0].AsText(), item.AsList()[1].AsInteger());
            if (kind == WatchOperations.Compacted) next = at;
            else if (kind is WatchOperations.Put or WatchOperations.Deleted) next = at + 1;
        }

        return next;
    }
}
