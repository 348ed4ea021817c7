using System.Globalization;

namespace Chaos.Workloads;

/// <summary>Checks the settings that all workloads share, and reads parameters.</summary>
internal static class LoadLimits
{
    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="UsageException">A setting is out of its range.</exception>
    public static void Check(string workload, WorkloadSettings settings)
    {
        if (settings.Keys < 1) throw new UsageException($"The workload {workload} has {settings.Keys} keys; at least 1 is needed.");
        if (settings.Concurrency < 1)
            throw new UsageException($"The workload {workload} has concurrency {settings.Concurrency}; at least 1 is needed.");
        if (settings.TimeLimit <= TimeSpan.Zero)
            throw new UsageException($"The workload {workload} has the time limit {settings.TimeLimit}; it must be positive.");
        if (!(settings.RatePerSecond >= 0))
        {
            throw new UsageException(
                $"The workload {workload} has the rate {settings.RatePerSecond}; it must be positive, or 0 for as fast as the clients are.");
        }
    }

    /// <summary>A parameter that is a whole number.</summary>
    /// <exception cref="UsageException">It is none, or out of its range.</exception>
    public static int Number(string workload, Options options, string name, int least, int most)
    {
        var text = options[name];
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException(
                $"The parameter {name} of workload {workload} is '{text}'; a whole number from {least} to {most} is expected.");
    }

    /// <summary>The load as it is given to the runner: paced where a rate was asked for, and over at the time limit.</summary>
    public static IGenerator Paced(this IGenerator load, WorkloadSettings settings) =>
        (settings.RatePerSecond > 0 ? load.Rate(settings.RatePerSecond) : load).For(settings.TimeLimit);
}
