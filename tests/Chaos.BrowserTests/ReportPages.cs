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

    public static ReportInput Of(string name) => name switch
    {
        "valid" => SampleRun.Valid(),
        "violation" => SampleRun.Violating(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
