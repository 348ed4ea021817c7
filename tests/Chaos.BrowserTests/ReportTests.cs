using System.Text.Json;
using Chaos.BrowserTests.Samples;
using Microsoft.Playwright;
using Xunit;

namespace Chaos.BrowserTests;

public sealed class ReportTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("valid")]
    [InlineData("violation")]
    public async Task A_report_makes_no_request_and_no_complaint(string name)
    {
        await using var visit = await OpenAsync(name);
        await visit.Page.ClickAsync("#theme");
        await visit.Page.HoverAsync("#canvas");
        await visit.Page.ClickAsync("#table summary");
        Assert.EndsWith($"{name}.html", Assert.Single(visit.Requests), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("valid", 360)]
    [InlineData("valid", 800)]
    [InlineData("valid", 1600)]
    [InlineData("violation", 360)]
    [InlineData("violation", 800)]
    [InlineData("violation", 1600)]
    public async Task Nothing_sticks_out_to_the_side(string name, int width)
    {
        await using var visit = await OpenAsync(name, width);
        await visit.Page.EvaluateAsync("document.querySelectorAll('details').forEach(fold => fold.open = true)");
        var sticking = await visit.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('body *')]
              .filter(element => !element.closest('.scroll, .top nav, svg, .skip') && element.getBoundingClientRect().right > innerWidth + 1)
              .map(element => element.tagName + '.' + element.className)
            """);
        Assert.Empty(sticking);
        Assert.Equal(width, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Theory]
    [InlineData("valid", ColorScheme.Light)]
    [InlineData("valid", ColorScheme.Dark)]
    [InlineData("violation", ColorScheme.Light)]
    [InlineData("violation", ColorScheme.Dark)]
    public async Task Every_text_has_enough_contrast(string name, ColorScheme scheme)
    {
        await using var visit = await OpenAsync(name, scheme: scheme);
        await visit.Page.EvaluateAsync("document.querySelectorAll('details').forEach(fold => fold.open = true)");
        var found = await visit.Page.EvaluateAsync<JsonElement>(Resource("contrast.js"));
        Assert.True(found.GetProperty("checked").GetInt32() > 200, "The check found too little text to be believed.");
        Assert.Empty(found.GetProperty("poor").EnumerateArray().Select(poor => poor.GetString()));
    }

    [Fact]
    public async Task The_contrast_check_itself_finds_poor_text()
    {
        await using var visit = await OpenAsync("valid");
        await visit.Page.EvaluateAsync("document.querySelector('h2').style.color = '#c8c8c8'");
        var found = await visit.Page.EvaluateAsync<JsonElement>(Resource("contrast.js"));
        Assert.NotEmpty(found.GetProperty("poor").EnumerateArray());
    }

    [Fact]
    public async Task The_time_line_is_painted_in_every_panel()
    {
        await using var visit = await OpenAsync("violation");
        var colors = await visit.Page.EvaluateAsync<int[]>(
            """
            () => {
              const canvas = document.getElementById('canvas'), pen = canvas.getContext('2d'), bands = 12;
              return Array.from({ length: bands }, (_, band) => {
                const pixels = pen.getImageData(0, Math.floor(canvas.height / bands * band), canvas.width, Math.floor(canvas.height / bands)).data;
                const seen = new Set();
                for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3] > 0) seen.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
                return seen.size;
              });
            }
            """);
        Assert.All(colors, count => Assert.True(count > 3));
    }

    [Fact]
    public async Task An_operation_shows_itself_under_the_pointer_and_by_keyboard()
    {
        await using var visit = await OpenAsync("violation");
        var page = visit.Page;
        await page.FocusAsync("#canvas");
        await page.Keyboard.PressAsync("n");
        var tip = page.Locator("#tip");
        Assert.Contains("Part of a violation.", await tip.TextContentAsync() ?? "", StringComparison.Ordinal);
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Matches("(?s)process .*latency .*line", await tip.TextContentAsync() ?? "");
        await page.Keyboard.PressAsync("Escape");
        Assert.True(await tip.IsHiddenAsync());

        await page.Locator("#canvas").ScrollIntoViewIfNeededAsync();
        await page.EvaluateAsync("document.getElementById('timeline').scrollIntoView()");
        var box = (await page.Locator("#canvas").BoundingBoxAsync())!;
        for (var y = 390f; y > 200 && await tip.IsHiddenAsync(); y -= 20)
            for (var x = 0.1f; x < 0.95f && await tip.IsHiddenAsync(); x += 0.05f)
                await page.Mouse.MoveAsync(box.X + (box.Width * x), box.Y + y);
        Assert.Matches("process|latency", await tip.TextContentAsync() ?? "");
    }

    [Fact]
    public async Task A_link_to_an_operation_opens_the_time_line_at_it()
    {
        await using var visit = await OpenAsync("violation");
        await visit.Page.Locator("article.violation").First.Locator("a.op").Last.ClickAsync();
        var tip = visit.Page.Locator("#tip");
        await tip.WaitForAsync();
        var anomaly = ReportPages.Of("violation").Results.Anomalies[0];
        var text = await tip.TextContentAsync() ?? "";
        Assert.Contains($"of key {anomaly.Key}: ", text, StringComparison.Ordinal);
        Assert.Contains("Part of a violation.", text, StringComparison.Ordinal);
        Assert.Contains($"line {anomaly.Operations[^1] + 2} ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_and_zoom_change_what_is_in_the_window()
    {
        await using var visit = await OpenAsync("valid");
        var page = visit.Page;
        var all = await page.TextContentAsync("#status");
        await page.SelectOptionAsync("#filters [name=f]", "cas");
        await page.WaitForFunctionAsync("before => document.getElementById('status').textContent !== before", all);
        var some = await page.TextContentAsync("#status");
        await page.ClickAsync("#filters [data-act=in]");
        await page.WaitForFunctionAsync("before => document.getElementById('status').textContent !== before", some);
        Assert.True(Count(all) > Count(some) && Count(some) > Count(await page.TextContentAsync("#status")));
    }

    [Fact]
    public async Task Without_script_a_picture_stands_for_the_time_line_and_nothing_else_is_missing()
    {
        var path = await ReportPages.WriteAsync(Path.Combine(chromium.Folder, "no-script"), "violation", ReportPages.Of("violation"));
        await using var visit = await chromium.OpenAsync(path, script: false);
        var picture = visit.Page.Locator("img.static");
        Assert.True((await picture.BoundingBoxAsync())?.Height > 100);
        Assert.False(await visit.Page.Locator("#canvas").IsVisibleAsync());
        Assert.True(await visit.Page.Locator("#violations svg").First.IsVisibleAsync());
        Assert.Empty(visit.Complaints);
        await picture.ScreenshotAsync(new() { Path = Path.Combine(chromium.Folder, "no-script.png") });
    }

    [Fact]
    public async Task A_hundred_thousand_operations_are_all_drawn_from_a_file_below_five_megabytes()
    {
        var path = await ReportPages.WriteAsync(Path.Combine(chromium.Folder, "large"), "large", SampleRun.Valid(perSecond: 1_700));
        Assert.InRange(new FileInfo(path).Length, 500_000, 5_000_000);
        await using var visit = await chromium.OpenAsync(path);
        Assert.StartsWith("102,000 of 102,000 operations", await visit.Page.TextContentAsync("#status"), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_theme_can_be_switched_and_stays()
    {
        await using var visit = await OpenAsync("valid");
        var background = "getComputedStyle(document.body).backgroundColor";
        var light = await visit.Page.EvaluateAsync<string>(background);
        await visit.Page.ClickAsync("#theme");
        var dark = await visit.Page.EvaluateAsync<string>(background);
        Assert.NotEqual(light, dark);
        await visit.Page.ReloadAsync();
        Assert.Equal(dark, await visit.Page.EvaluateAsync<string>(background));
    }

    internal static string Resource(string name)
    {
        using var stream = typeof(ReportTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static int Count(string? status) =>
        int.Parse((status ?? "").Split(' ')[0].Replace(",", "", StringComparison.Ordinal));

    private async Task<Visit> OpenAsync(string name, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        Stop.ThrowIfCancellationRequested();
        var path = await ReportPages.WriteAsync(Path.Combine(chromium.Folder, $"{name}-{width}-{scheme}"), name, ReportPages.Of(name));
        return await chromium.OpenAsync(path, width, scheme);
    }
}
