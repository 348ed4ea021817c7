using System.Text.Json;
using Chaos.BrowserTests.Samples;
using Chaos.Reports;
using Microsoft.Playwright;
using Xunit;

namespace Chaos.BrowserTests;

public sealed class SuiteIndexTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_of_a_night_makes_no_request_and_every_text_has_contrast(ColorScheme scheme)
    {
        await using var visit = await OpenAsync(scheme: scheme);
        var found = await visit.Page.EvaluateAsync<JsonElement>(ReportTests.Resource("contrast.js"));
        Assert.True(found.GetProperty("checked").GetInt32() > 100, "The check found too little text to be believed.");
        Assert.Empty(found.GetProperty("poor").EnumerateArray().Select(poor => poor.GetString()));
        Assert.Single(visit.Requests);
        Assert.Empty(visit.Complaints);
        await visit.Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(ScreenshotTests.PictureFolder(chromium), $"night-{scheme.ToString().ToLowerInvariant()}.png"),
            FullPage = true,
        });
    }

    [Theory]
    [InlineData(360)]
    [InlineData(800)]
    [InlineData(1600)]
    public async Task Nothing_sticks_out_to_the_side(int width)
    {
        await using var visit = await OpenAsync(width);
        Assert.Equal(width, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task A_hostile_name_is_text()
    {
        await using var visit = await OpenAsync();
        Assert.Equal(0, await visit.Page.Locator("main img, main script").CountAsync());
        Assert.DoesNotContain("owned", (await visit.Page.TitleAsync())[..6], StringComparison.Ordinal);
        Assert.Contains("<script>", await visit.Page.TextContentAsync("#not-run") ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_show_the_cells_that_are_asked_for_and_a_link_shows_a_hidden_one_again()
    {
        await using var visit = await OpenAsync();
        var page = visit.Page;
        Assert.Equal("11 of 11", await page.TextContentAsync("#shown"));
        await page.SelectOptionAsync("#filters [name=status]", "unexpected");
        Assert.Equal("1 of 11", await page.TextContentAsync("#shown"));
        await page.SelectOptionAsync("#filters [name=status]", "");
        await page.SelectOptionAsync("#filters [name=change]", "Fixed");
        Assert.Equal("1 of 11", await page.TextContentAsync("#shown"));
        await page.Locator("#grid .chip.unexpected").ClickAsync();
        await page.WaitForFunctionAsync("document.getElementById('shown').textContent === '11 of 11'");
        Assert.True(await page.Locator("tr:target").IsVisibleAsync());
    }

    [Fact]
    public async Task Links_to_reports_lead_below_the_page_and_nothing_is_missing_without_script()
    {
        await using var visit = await OpenAsync(script: false);
        Assert.True(await visit.Page.Locator("#grid .chip").First.IsVisibleAsync());
        Assert.False(await visit.Page.Locator("#filters").IsVisibleAsync());
        var links = await visit.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('#cells td a')].map(link => link.href)");
        var root = visit.Page.Url[..(visit.Page.Url.LastIndexOf('/') + 1)];
        Assert.Equal(12, links.Length);
        Assert.All(links, link => Assert.StartsWith($"{root}cells/etcd%20register/run-", link, StringComparison.Ordinal));
        Assert.Equal(1, await visit.Page.Locator("#harness article").CountAsync());
        Assert.Equal(1, await visit.Page.Locator("#unexpected article").CountAsync());
    }

    private async Task<Visit> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        var folder = Path.Combine(chromium.Folder, $"night-{width}-{scheme}-{script}");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, SuiteIndex.Name);
        await File.WriteAllTextAsync(path, await SuiteIndex.RenderAsync(SampleNight.Create()), TestContext.Current.CancellationToken);
        return await chromium.OpenAsync(path, width, scheme, script, ready: "#shown:not(:empty)");
    }
}
