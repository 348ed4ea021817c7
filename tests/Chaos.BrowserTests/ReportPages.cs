using System.Runtime.CompilerServices;
using Chaos.BrowserTests.Samples;
using Chaos.Reports;

namespace Chaos.BrowserTests;

/// <summary>The reports that the tests look at, written once.</summary>
internal static class ReportPages
{
    /// <summary>Renders a sample into a folder and gives the file.</summary>
    public static async Task<string> WriteAsync(string folder, string name, ReportInput input)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{name}.html");
        await File.WriteAllTextAsync(path, await HtmlReport.RenderAsync(input));
        return path;
    }

    /// <summary>What a sample's report is made of: <c>valid</c> or <c>violation</c>.</summary>
    public static ReportInput Of(string name) => RunFolder.Read(FolderOf(name));

    /// <summary>Where a sample's files are.</summary>
    public static string FolderOf(string name, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../reports/samples", name));
}
