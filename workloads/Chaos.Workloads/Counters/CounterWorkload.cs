using Chaos.Checking;

namespace Chaos.Workloads;

/// <summary>Counters: each add adds one, so that a read tells exactly how many adds came before it.</summary>
public sealed class CounterWorkload : IWorkload
{
    private const string Operations = "ops-per-key";
    private const string Reads = "reads";

    /// <inheritdoc/>
    public string Name => "counter";

    /// <inheritdoc/>
    public string Summary => "Each counter counts every acknowledged add once, and every read sees all adds that ended before it.";

    /// <inheritdoc/>
    public string OperationType => CounterOperations.TypeName;

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new(Operations, "500", "Operations on a counter before a fresh one takes its place; at least 1."),
        new(Reads, "40", "Reads, in percent of the operations, at most 99; what is left are adds."),
    ];

    /// <inheritdoc/>
    public WorkloadPlan CreatePlan(WorkloadSettings settings)
    {
        LoadLimits.Check(Name, settings);
        var operations = LoadLimits.Number(Name, settings.Parameters, Operations, 1, int.MaxValue);
        var reads = LoadLimits.Number(Name, settings.Parameters, Reads, 0, 99);
        string[] functions = [CounterOperations.Add, CounterOperations.Read];
        var model = new CounterModel();
        return new WorkloadPlan
        {
            Main = WindowGenerator.Create(settings.Keys, number => new CounterLoad($"c{number}", operations, reads)).Paced(settings),
            Final = keys => Generators.OnEachNode(keys.Select(CounterOperations.ReadOf)),
            Checkers = [new LinearizabilityChecker(model), new OperationCoverageChecker(functions)],
            Model = model.Name,
            Functions = functions,
        };
    }
}
