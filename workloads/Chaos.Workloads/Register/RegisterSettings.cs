using System.Globalization;

namespace Chaos.Workloads;

/// <summary>The shape of the load on registers, checked.</summary>
internal sealed record RegisterSettings(int Keys, int OperationsEach, int ReadPercent, int CasPercent)
{
    public const string OperationsPerKey = "ops-per-key";
    public const string Reads = "reads";
    public const string Cas = "cas";

    public static RegisterSettings Read(WorkloadSettings settings)
    {
        if (settings.Keys < 1) throw new UsageException($"The workload register has {settings.Keys} keys; at least 1 is needed.");
        if (settings.Concurrency < 1)
            throw new UsageException($"The workload register has concurrency {settings.Concurrency}; at least 1 is needed.");
        if (settings.TimeLimit <= TimeSpan.Zero)
            throw new UsageException($"The workload register has the time limit {settings.TimeLimit}; it must be positive.");
        if (!(settings.RatePerSecond >= 0))
        {
            throw new UsageException(
                $"The workload register has the rate {settings.RatePerSecond}; it must be positive, or 0 for as fast as the clients are.");
        }

        var shape = new RegisterSettings(
            settings.Keys,
            Number(settings.Parameters, OperationsPerKey, 1, int.MaxValue),
            Number(settings.Parameters, Reads, 0, 100),
            Number(settings.Parameters, Cas, 0, 100));
        return shape.ReadPercent + shape.CasPercent <= 100
            ? shape
            : throw new UsageException(
                $"The workload register has {shape.ReadPercent} % reads and {shape.CasPercent} % cas; together they are at most 100 %.");
    }

    public int PercentOf(string f) => f switch
    {
        RegisterOperations.Read => ReadPercent,
        RegisterOperations.Cas => CasPercent,
        _ => 100 - ReadPercent - CasPercent,
    };

    private static int Number(Options options, string name, int least, int most)
    {
        var text = options[name];
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException(
                $"The parameter {name} of workload register is '{text}'; a whole number from {least} to {most} is expected.");
    }
}
