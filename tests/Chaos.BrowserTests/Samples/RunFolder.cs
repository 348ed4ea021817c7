using Chaos.Reports;

namespace Chaos.BrowserTests.Samples;

/// <summary>A run's folder as the documentation describes it, read and written for tests.</summary>
internal static class RunFolder
{
    /// <summary>Reads what a report is made of.</summary>
    public static ReportInput Read(string folder) => new()
    {
        Results = ResultsFile.FromJson(File.ReadAllText(Path.Combine(folder, ResultsFile.Name))),
        Evidence = new Evidence(
            HistoryFile.Read(Path.Combine(folder, "history.jsonl")).History,
            ScheduleFile.Read(Path.Combine(folder, "schedule.jsonl")).Records,
            ObservationsFile.Read(Path.Combine(folder, "observations.jsonl")).Records),
        Files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => file != HtmlReport.Name)
            .Order(StringComparer.Ordinal)
            .ToList(),
    };

    /// <summary>Writes the files, in place of those that are there.</summary>
    public static async Task WriteAsync(string folder, ReportInput input)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var header = new HistoryHeader
        {
            RunId = "sample",
            WallAtStart = input.Results.Run!.StartedAt!.Value,
            Workload = input.Results.Run.Workload,
            Model = "register",
        };
        using (var journal = Journal.Create(Path.Combine(folder, "history.jsonl"), header))
        {
            foreach (var operation in input.Evidence.History)
            {
                journal.Append(operation);
                if (journal.IsFull) journal.Flush();
            }

            journal.Flush();
        }

        using (var schedule = ScheduleFile.Open(Path.Combine(folder, "schedule.jsonl")))
            foreach (var fault in input.Evidence.Schedule) schedule.Record(fault);
        using (var observations = ObservationsFile.Open(Path.Combine(folder, "observations.jsonl")))
            foreach (var observation in input.Evidence.Observations) observations.Append(observation);
        await File.WriteAllTextAsync(Path.Combine(folder, ResultsFile.Name), ResultsFile.ToJson(input.Results));
    }
}
