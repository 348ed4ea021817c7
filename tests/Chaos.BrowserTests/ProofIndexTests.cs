using System.Text.Json;
using Chaos.BrowserTests.Samples;
using Chaos.Reports;
using Microsoft.Playwright;
using Xunit;

namespace Chaos.BrowserTests;

public sealed class ProofIndexTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_of_a_proof_makes_no_request_and_its_drawings_and_texts_can_be_seen(ColorScheme scheme)
    {
        await using var visit = await OpenAsync(1280, scheme);
        await visit.Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(ScreenshotTests.PictureFolder(chromium), $"proof-{scheme.ToString().ToLowerInvariant()}.png"),
            FullPage = true,
        });
        await visit.Page.EvaluateAsync("document.querySelectorAll('details').forEach(cut => cut.open = true)");
        var found = await visit.Page.EvaluateAsync<JsonElement>(ReportTests.Resource("contrast.js"));
        Assert.True(found.GetProperty("checked").GetInt32() > 300, "The check found too little text to be believed.");
        Assert.Empty(found.GetProperty("poor").EnumerateArray().Select(poor => poor.GetString()));
        Assert.Single(visit.Requests);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_graph_shows_what_was_cut_and_in_which_direction_and_the_lanes_who_led()
    {
        await using var visit = await OpenAsync(1280);
        var minority = visit.Page.Locator("#shape-leader-in-minority details").First;
        // Ten pairs of five nodes: six cut between two and three, four open; one leader before, one that came to lead.
        Assert.Equal((6, 4), (await minority.Locator(".reach .cut").CountAsync(), await minority.Locator(".reach .open").CountAsync()));
        Assert.Equal("n2", await minority.Locator(".reach .led text").TextContentAsync());
        Assert.Equal(1, await minority.Locator(".reach .ring").CountAsync());
        Assert.Equal(["term 5", "term 4"], await minority.Locator(".lanes .leader text").AllTextContentsAsync());
        Assert.Equal(4, await visit.Page.Locator("#shape-one-way-out details").First.Locator(".reach .arrow").CountAsync());
        // The first cut that counts is open, the others can be opened without a script.
        var open = await visit.Page.EvaluateAsync<bool[]>("[...document.querySelectorAll('#shape-leader-in-minority details')].map(cut => cut.open)");
        Assert.Equal([true, false, false, false], open);
        Assert.Contains("Does not apply", await visit.Page.Locator("#evidence").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1600)]
    public async Task Nothing_sticks_out_to_the_side(int width)
    {
        await using var visit = await OpenAsync(width);
        Assert.Equal(width, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private async Task<Visit> OpenAsync(int width, ColorScheme scheme = ColorScheme.Light)
    {
        var folder = Path.Combine(chromium.Folder, $"proof-{width}-{scheme}");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, ProofIndex.Name);
        await File.WriteAllTextAsync(path, await ProofIndex.RenderAsync(SampleProof.Create()), TestContext.Current.CancellationToken);
        return await chromium.OpenAsync(path, width, scheme, ready: "html.script");
    }
}
