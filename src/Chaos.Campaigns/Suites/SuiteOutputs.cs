using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Writes what people and machines read of a night. A full disk ends nothing: it is said.</summary>
/// <param name="folder">The folder of the suite.</param>
/// <param name="progress">Told what could not be written.</param>
internal sealed class SuiteOutputs(SuiteFolder folder, IProgress<string> progress)
{
    /// <summary>Writes results, JUnit, summary, tables and page.</summary>
    public async Task WriteAsync(SuiteResults results)
    {
        try
        {
            await ChildFiles.WriteAsync(folder.ResultsFile, SuiteResultsFile.ToJson(results));
            await ChildFiles.WriteAsync(folder.JUnitFile, JUnitXml.Of(results));
            await ChildFiles.WriteAsync(folder.SummaryFile, SuiteMarkdown.Of(results));
            foreach (var table in SuiteTable.All.Where(table => results.Tables.Contains(table.Name)))
                await ChildFiles.WriteAsync(folder.In(table.FileName), table.Render(results));
            await ChildFiles.WriteAsync(folder.IndexFile, await SuiteIndex.RenderAsync(results));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            progress.Report($"The results in {folder.Path} could not be written: {failure.Message} Make room; the suite goes on.");
        }
    }

    /// <summary>Keeps the suite file as it was read.</summary>
    public async Task WriteSuiteAsync(Suite suite)
    {
        try
        {
            if (!File.Exists(folder.SuiteFile)) await ChildFiles.WriteAsync(folder.SuiteFile, suite.Text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"The folder {folder.Path} cannot be written: {failure.Message}", failure);
        }
    }
}
