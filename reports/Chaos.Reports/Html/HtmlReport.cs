using Chaos.Reports.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chaos.Reports;

/// <summary>
/// The report of a run: one HTML file that opens from disk and makes no request. Verdict, explanation and tables need no script;
/// the time line does.
/// </summary>
public static class HtmlReport
{
    /// <summary>The file's name in a run's folder.</summary>
    public const string Name = "report.html";

    /// <summary>Renders the page. All text of the run is escaped.</summary>
    public static async Task<string> RenderAsync(ReportInput input)
    {
        var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var disposal = services.ConfigureAwait(false);
        var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        await using var disposing = renderer.ConfigureAwait(false);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ReportPage.Input)] = input });
        var body = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<ReportPage>(parameters);
            return root.ToHtmlString();
        });
        return $"<!doctype html>\n{body}\n";
    }
}
