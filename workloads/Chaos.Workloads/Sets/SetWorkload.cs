using Chaos.Checking;

namespace Chaos.Workloads;

/// <summary>
/// Sets that only grow: each element is added once, the sets are read meanwhile, and at the end every set is read at every node. Sets are kept
/// small, so that a read stays cheap, and there are as many as the load fills.
/// </summary>
public sealed class SetWorkload : IWorkload
{
    private const string Elements = "elements";
    private const string Reads = "reads";
    private const string Judge = "judge";
    private const int MostElements = 10_000;

    /// <inheritdoc/>
    public string Name => "set";

    /// <inheritdoc/>
    public string Summary =>
        "Every acknowledged element is in every later read of its set, at every node, and nothing else is.";

    /// <inheritdoc/>
    public string OperationType => SetOperations.TypeName;

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new(Elements, "200", $"Elements of a set before a fresh one takes its place; 1 to {MostElements}."),
        new(Reads, "5", "Reads, in percent of the operations, at most 99; what is left are adds."),
        new(Judge, "linearizable", "What counts: every read (linearizable), or only what the final reads lack or invent (final).")
        {
            Choices = ["linearizable", "final"],
        },
    ];

    /// <inheritdoc/>
    public WorkloadPlan CreatePlan(WorkloadSettings settings)
    {
        LoadLimits.Check(Name, settings);
        var elements = LoadLimits.Number(Name, settings.Parameters, Elements, 1, MostElements);
        var reads = LoadLimits.Number(Name, settings.Parameters, Reads, 0, 99);
        string[] functions = [SetOperations.Add, SetOperations.Read];
        return new WorkloadPlan
        {
            Main = WindowGenerator.Create(settings.Keys, number => new SetLoad($"s{number}", 0, elements, reads)).Paced(settings),
            Final = keys => Generators.OnEachNode(keys.Select(SetOperations.ReadOf)),
            Checkers = [new GrowSetChecker(settings.Parameters[Judge] == "final"), new OperationCoverageChecker(functions)],
            Model = CheckerCatalog.GrowSet,
            Functions = functions,
        };
    }
}
