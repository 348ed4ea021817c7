using Chaos.Reports.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chaos.Reports;

/// <summary>The page of a sweep: one HTML file that makes no request and needs no script but for the theme.</summary>
public static class SweepIndex
{
    /// <summary>The file's name in a sweep's folder.</summary>
    public const string Name = "index.html";

    /// <summary>Renders the page. All text is escaped.</summary>
    public static async Task<string> RenderAsync(SweepResults results)
    {
        var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var disposal = services.ConfigureAwait(false);
        var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        await using var disposing = renderer.ConfigureAwait(false);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(SweepPage.Results)] = results });
        var body = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<SweepPage>(parameters);
            return root.ToHtmlString();
        });
        return $"<!doctype html>\n{body}\n";
    }
}
