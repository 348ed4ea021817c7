using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Writes what readers open: <c>results.json</c> and <c>report.html</c>.</summary>
internal static class ReportFiles
{
    /// <summary>Writes both; answers with the path of the report.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task<string> WriteAsync(RunDirectory directory, StoredRun stored, RunResults results)
    {
        await File.WriteAllTextAsync(directory.ResultsFile, ResultsFile.ToJson(results));
        var html = await HtmlReport.RenderAsync(new()
        {
            Results = results,
            Evidence = stored.Evidence,
            Files = FilesOf(directory),
            Messages = File.Exists(directory.MessagesFile) ? MessagesFile.Read(directory.MessagesFile) : [],
        });
        await File.WriteAllTextAsync(directory.ReportFile, html);
        return directory.ReportFile;
    }

    private static string[] FilesOf(RunDirectory directory) => Directory
        .EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(directory.Path, file).Replace('\\', '/'))
        .Where(file => file != Path.GetFileName(directory.ReportFile))
        .OrderBy(file => file.Contains('/', StringComparison.Ordinal))
        .ThenBy(file => file, StringComparer.Ordinal)
        .ToArray();
}
