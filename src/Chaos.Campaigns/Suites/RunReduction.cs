using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Makes a run's folder small: results and report stay, and the report names no file that is gone.</summary>
/// <param name="directory">The folder.</param>
internal sealed class RunReduction(string directory)
{
    private const string Remark = "Only the summary of this run was kept: results and this report. Its history was removed, as is usual for "
        + "runs that met their expectation.";

    private readonly RunDirectory run = new(directory);

    /// <summary>Writes the report once more, then removes everything else.</summary>
    public async Task ReduceAsync(CancellationToken stop)
    {
        var stored = await StoredRun.ReadAsync(directory, stop);
        var results = ResultsFile.FromJson(await File.ReadAllTextAsync(run.ResultsFile, stop));
        var summary = results with { Directory = null, Notes = [.. results.Notes, Remark] };
        string[] kept = [run.RunFile, run.ResultsFile, run.ReportFile];
        var html = await HtmlReport.RenderAsync(new()
        {
            Results = summary,
            Evidence = stored.Evidence,
            Files = kept.SkipLast(1).Where(File.Exists).Select(file => Path.GetFileName(file)).ToArray(),
        });
        await ChildFiles.WriteAsync(run.ResultsFile, ResultsFile.ToJson(summary));
        await ChildFiles.WriteAsync(run.ReportFile, html);
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Except(kept).ToArray())
            File.Delete(file);
        foreach (var folder in Directory.EnumerateDirectories(directory)) Directory.Delete(folder, recursive: true);
    }
}
