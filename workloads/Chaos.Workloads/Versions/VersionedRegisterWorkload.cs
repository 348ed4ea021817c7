using Chaos.Checking;

namespace Chaos.Workloads;

/// <summary>Registers that count their changes: every operation tells the version, which makes contradictions show early.</summary>
public sealed class VersionedRegisterWorkload : IWorkload
{
    private static readonly string[] AllFunctions =
        [VersionedRegisterOperations.Read, VersionedRegisterOperations.Write, VersionedRegisterOperations.Cas];

    /// <inheritdoc/>
    public string Name => "versioned-register";

    /// <inheritdoc/>
    public string Summary => "Each key behaves as one register whose version grows by one with every change, and no version is given twice.";

    /// <inheritdoc/>
    public string OperationType => VersionedRegisterOperations.TypeName;

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new(RegisterSettings.OperationsPerKey, "200", "Operations on a key before a fresh one takes its place; at least 1."),
        new(RegisterSettings.Reads, "40", "Reads, in percent of the operations."),
        new(RegisterSettings.Cas, "30", "Compare-and-sets, in percent of the operations; what is left are writes."),
    ];

    /// <inheritdoc/>
    public WorkloadPlan CreatePlan(WorkloadSettings settings)
    {
        var shape = RegisterSettings.Read(Name, settings);
        var functions = AllFunctions.Where(f => shape.PercentOf(f) > 0).ToArray();
        var model = new VersionedRegisterModel();
        return new WorkloadPlan
        {
            Main = WindowGenerator.Create(shape.Keys, number => new VersionedLoad(
                $"v{number}", shape.OperationsEach, 1, 0, shape.ReadPercent, shape.CasPercent)).Paced(settings),
            Final = keys => Generators.OnEachNode(keys.Select(VersionedRegisterOperations.ReadOf)),
            Checkers = [new LinearizabilityChecker(model), new OperationCoverageChecker(functions)],
            Model = model.Name,
            Functions = functions,
        };
    }
}
