using System.Text.Json;
using Chaos.BrowserTests.Samples;
using Chaos.Reports;
using Microsoft.Playwright;
using Xunit;

namespace Chaos.BrowserTests;

public sealed class SweepIndexTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_of_a_sweep_makes_no_request_and_its_curves_and_texts_can_be_seen(ColorScheme scheme)
    {
        await using var visit = await OpenAsync(1280, scheme);
        var found = await visit.Page.EvaluateAsync<JsonElement>(ReportTests.Resource("contrast.js"));
        Assert.True(found.GetProperty("checked").GetInt32() > 100, "The check found too little text to be believed.");
        Assert.Empty(found.GetProperty("poor").EnumerateArray().Select(poor => poor.GetString()));
        Assert.Single(visit.Requests);
        Assert.Empty(visit.Complaints);
        // Four percentiles, two of them dashed beside: the curves have colours of the page, and none is that of its ground.
        var strokes = await visit.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('#series-0 svg')].flatMap(svg => [...svg.querySelectorAll('[stroke]')].map(part => getComputedStyle(part).stroke))");
        var ground = await visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.True(strokes.Distinct().Count() >= 6, string.Join(' ', strokes.Distinct()));
        Assert.DoesNotContain(ground, strokes);
        await visit.Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(ScreenshotTests.PictureFolder(chromium), $"sweep-{scheme.ToString().ToLowerInvariant()}.png"),
            FullPage = true,
        });
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1600)]
    public async Task Nothing_sticks_out_to_the_side_and_plots_are_as_wide_as_there_is_room(int width)
    {
        await using var visit = await OpenAsync(width);
        Assert.Equal(width, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var plot = (await visit.Page.Locator("#series-0 svg").First.BoundingBoxAsync())!;
        Assert.InRange(plot.Width, 300, width);
        Assert.InRange(plot.Width / plot.Height, 1.5, 2.2);
    }

    private async Task<Visit> OpenAsync(int width, ColorScheme scheme = ColorScheme.Light)
    {
        var folder = Path.Combine(chromium.Folder, $"sweep-{width}-{scheme}");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, SweepIndex.Name);
        await File.WriteAllTextAsync(path, await SweepIndex.RenderAsync(SampleSweep.Create()), TestContext.Current.CancellationToken);
        return await chromium.OpenAsync(path, width, scheme, ready: "html.script");
    }
}
