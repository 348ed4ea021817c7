using Chaos.Checking;

namespace Chaos.Workloads;

/// <summary>
/// Independent registers: a small window of keys in use, each for a bounded number of operations and shared by the clients of all
/// nodes, so that both sides of a cut work on the same object.
/// </summary>
public sealed class RegisterWorkload : IWorkload
{
    private static readonly string[] AllFunctions = [RegisterOperations.Read, RegisterOperations.Write, RegisterOperations.Cas];

    /// <inheritdoc/>
    public string Name => "register";

    /// <inheritdoc/>
    public string Summary =>
        "Each key behaves as one register: every operation takes effect at one moment between its invocation and its completion.";

    /// <inheritdoc/>
    public string OperationType => RegisterOperations.TypeName;

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
        return new WorkloadPlan
        {
            Main = RegisterGenerator.Create(shape).Paced(settings),
            Final = keys => Generators.OnEachNode(keys.Select(RegisterOperations.ReadOf)),
            Checkers = [new LinearizabilityChecker(new RegisterModel()), new OperationCoverageChecker(functions)],
            Model = new RegisterModel().Name,
            Functions = functions,
        };
    }
}
