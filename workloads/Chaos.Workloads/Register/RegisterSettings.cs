namespace Chaos.Workloads;

/// <summary>The shape of the load on registers, checked.</summary>
internal sealed record RegisterSettings(int Keys, int OperationsEach, int ReadPercent, int CasPercent)
{
    public const string OperationsPerKey = "ops-per-key";
    public const string Reads = "reads";
    public const string Cas = "cas";

    public static RegisterSettings Read(string workload, WorkloadSettings settings)
    {
        LoadLimits.Check(workload, settings);
        var shape = new RegisterSettings(
            settings.Keys,
            LoadLimits.Number(workload, settings.Parameters, OperationsPerKey, 1, int.MaxValue),
            LoadLimits.Number(workload, settings.Parameters, Reads, 0, 100),
            LoadLimits.Number(workload, settings.Parameters, Cas, 0, 100));
        return shape.ReadPercent + shape.CasPercent <= 100
            ? shape
            : throw new UsageException(
                $"The workload {workload} has {shape.ReadPercent} % reads and {shape.CasPercent} % cas; together they are at most 100 %.");
    }

    public int PercentOf(string f) => f switch
    {
        RegisterOperations.Read => ReadPercent,
        RegisterOperations.Cas => CasPercent,
        _ => 100 - ReadPercent - CasPercent,
    };
}
