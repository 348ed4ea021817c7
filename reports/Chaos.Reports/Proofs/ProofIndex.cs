using Chaos.Reports.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chaos.Reports;

/// <summary>The page of a proof: one HTML file that makes no request and needs no script but for the theme.</summary>
public static class ProofIndex
{
    /// <summary>The file's name in a proof's folder.</summary>
    public const string Name = "index.html";

    /// <summary>Renders the page. All text is escaped.</summary>
    public static async Task<string> RenderAsync(ProofResults results)
    {
        var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var disposal = services.ConfigureAwait(false);
        var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        await using var disposing = renderer.ConfigureAwait(false);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ProofPage.Results)] = results });
        var body = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<ProofPage>(parameters);
            return root.ToHtmlString();
        });
        return $"<!doctype html>\n{body}\n";
    }
}
