using Chaos.Checking;

namespace Chaos.Workloads;

/// <summary>Sets that only grow, and sessions that read them again and again: what a session saw it sees ever after.</summary>
public sealed class MonotonicReadsWorkload : IWorkload
{
    private const string Elements = "elements";
    private const string Reads = "reads";

    /// <inheritdoc/>
    public string Name => "monotonic-reads";

    /// <inheritdoc/>
    public string Summary => "A session never sees less than it has seen before: what one of its reads saw, all its later reads see.";

    /// <inheritdoc/>
    public string OperationType => SetOperations.TypeName;

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new(Elements, "50", "Elements of a set before a fresh one takes its place; 1 to 10000."),
        new(Reads, "60", "Reads, in percent of the operations, 1 to 99; what is left are adds."),
    ];

    /// <inheritdoc/>
    public WorkloadPlan CreatePlan(WorkloadSettings settings)
    {
        LoadLimits.Check(Name, settings);
        var elements = LoadLimits.Number(Name, settings.Parameters, Elements, 1, 10_000);
        var reads = LoadLimits.Number(Name, settings.Parameters, Reads, 1, 99);
        string[] functions = [SetOperations.Add, SetOperations.Read];
        return new WorkloadPlan
        {
            Main = WindowGenerator.Create(settings.Keys, number => new SetLoad($"m{number}", 0, elements, reads)).Paced(settings),
            Final = keys => Generators.OnEachNode(keys.Select(SetOperations.ReadOf)),
            Checkers = [new MonotonicReadsChecker(), new OperationCoverageChecker(functions)],
            Model = CheckerCatalog.MonotonicReads,
            Functions = functions,
        };
    }
}
