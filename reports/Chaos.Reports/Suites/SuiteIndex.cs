using Chaos.Reports.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chaos.Reports;

/// <summary>
/// The page of a night: one HTML file that makes no request. Its links are relative, so that the folder can be moved, zipped and
/// unpacked elsewhere; without script everything is there but filter and theme.
/// </summary>
public static class SuiteIndex
{
    /// <summary>The file's name in a suite's folder.</summary>
    public const string Name = "index.html";

    /// <summary>Renders the page. All text is escaped.</summary>
    public static async Task<string> RenderAsync(SuiteResults results)
    {
        var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var disposal = services.ConfigureAwait(false);
        var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        await using var disposing = renderer.ConfigureAwait(false);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(SuitePage.Results)] = results });
        var body = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<SuitePage>(parameters);
            return root.ToHtmlString();
        });
        return $"<!doctype html>\n{body}\n";
    }
}
