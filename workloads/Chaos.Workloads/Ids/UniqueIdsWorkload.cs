using Chaos.Checking;

namespace Chaos.Workloads;

/// <summary>Sources of ids: clients of all nodes ask for ids of the same source.</summary>
public sealed class UniqueIdsWorkload : IWorkload
{
    /// <inheritdoc/>
    public string Name => "unique-ids";

    /// <inheritdoc/>
    public string Summary => "No id is given twice by the same source.";

    /// <inheritdoc/>
    public string OperationType => UniqueIdOperations.TypeName;

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Parameters { get; } = [];

    /// <inheritdoc/>
    public WorkloadPlan CreatePlan(WorkloadSettings settings)
    {
        LoadLimits.Check(Name, settings);
        string[] functions = [UniqueIdOperations.Generate];
        var model = new UniqueIdsModel();
        return new WorkloadPlan
        {
            Main = Generators.Endless((_, random) => UniqueIdOperations.GenerateOf($"i{random.Below(settings.Keys)}")).Paced(settings),
            Final = keys => Generators.OnEachNode(keys.Select(UniqueIdOperations.GenerateOf)),
            Checkers = [new LinearizabilityChecker(model), new OperationCoverageChecker(functions)],
            Model = model.Name,
            Functions = functions,
        };
    }
}
