using Chaos.Checking;

namespace Chaos.Workloads;

/// <summary>Banks: money moves between a few accounts in transactions, and reads of all accounts see the same sum at any time.</summary>
public sealed class BankWorkload : IWorkload
{
    private const string Accounts = "accounts";
    private const string Balance = "balance";
    private const string Operations = "ops-per-key";
    private const string Reads = "reads";
    private const string Judge = "judge";

    /// <inheritdoc/>
    public string Name => "bank";

    /// <inheritdoc/>
    public string Summary =>
        "Money is neither made nor lost: every read sees the sum that was there at first, and every transfer that was acknowledged before it.";

    /// <inheritdoc/>
    public string OperationType => BankOperations.TypeName;

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new(Accounts, "5", "Accounts of a bank, 2 to 1000."),
        new(Balance, "20", "What each account holds at first, 0 to 1000000."),
        new(Operations, "200", "Transfers and reads of a bank before a fresh one takes its place; at least 1."),
        new(Reads, "30", "Reads, in percent of the operations, at most 99; what is left are transfers."),
        new(Judge, "all", "Which reads must see the transfers that were acknowledged before them: all, or only the final ones (final).")
        {
            Choices = ["all", "final"],
        },
    ];

    /// <inheritdoc/>
    public WorkloadPlan CreatePlan(WorkloadSettings settings)
    {
        LoadLimits.Check(Name, settings);
        var accounts = LoadLimits.Number(Name, settings.Parameters, Accounts, 2, 1_000);
        var balance = LoadLimits.Number(Name, settings.Parameters, Balance, 0, 1_000_000);
        var operations = LoadLimits.Number(Name, settings.Parameters, Operations, 1, int.MaxValue);
        var reads = LoadLimits.Number(Name, settings.Parameters, Reads, 0, 99);
        string[] functions = [BankOperations.Transfer, BankOperations.Read];
        return new WorkloadPlan
        {
            Main = WindowGenerator.Create(settings.Keys, number => new BankLoad($"b{number}", (accounts, balance), operations, reads, false)).Paced(settings),
            Final = keys => Generators.OnEachNode(keys.Select(BankOperations.ReadOf)),
            Checkers = [new BankChecker(settings.Parameters[Judge] == "final"), new OperationCoverageChecker(functions)],
            Model = CheckerCatalog.Bank,
            Functions = functions,
        };
    }
}
