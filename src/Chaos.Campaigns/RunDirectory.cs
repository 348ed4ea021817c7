using System.Globalization;

namespace Chaos.Campaigns;

/// <summary>The folder of a run and the names of the files in it (design section 6).</summary>
/// <param name="Path">The folder.</param>
public sealed record RunDirectory(string Path)
{
    /// <summary>The folder below which runs go that were not told where.</summary>
    public const string DefaultParent = "chaos-runs";

    /// <summary>The whole test as data.</summary>
    public string RunFile => In("run.json");

    /// <summary>The journal.</summary>
    public string HistoryFile => In("history.jsonl");

    /// <summary>The resolved faults.</summary>
    public string ScheduleFile => In("schedule.jsonl");

    /// <summary>What was observed of the nodes.</summary>
    public string ObservationsFile => In("observations.jsonl");

    /// <summary>The messages around a violation of a simulated run.</summary>
    public string MessagesFile => In("messages.jsonl");

    /// <summary>Verdicts and metrics.</summary>
    public string ResultsFile => In("results.json");

    /// <summary>The report.</summary>
    public string ReportFile => In("report.html");

    /// <summary>Logs, configuration and exit status of every node.</summary>
    public string NodesDirectory => In("nodes");

    /// <summary>Makes the folder of a new run.</summary>
    /// <exception cref="UsageException">The folder holds a run already.</exception>
    /// <exception cref="ClusterException">The folder cannot be made.</exception>
    public static RunDirectory Create(RunRequest request, string workload, DateTimeOffset now)
    {
        var path = request.OutDirectory ?? DefaultPath(request, workload, now);
        var directory = new RunDirectory(path);
        if (File.Exists(directory.HistoryFile))
            throw new UsageException($"{path} holds a run already. Give --out another folder, or remove it.");
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException(
                $"The folder {path} for the run cannot be made: {failure.Message} Give --out a folder that can be written.", failure);
        }

        return directory;
    }

    /// <summary>The folder of a run that was not told where.</summary>
    public static string DefaultPath(RunRequest request, string workload, DateTimeOffset now) => System.IO.Path.Combine(DefaultParent, string.Create(
        CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{request.System}-{workload}-{request.Seed}"));

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
