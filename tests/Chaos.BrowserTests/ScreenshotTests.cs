using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Xunit;

namespace Chaos.BrowserTests;

/// <summary>Pictures for the documentation, taken where CHAOS_UPDATE_SCREENSHOTS=1; else beside the test program.</summary>
public sealed class ScreenshotTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("valid", ColorScheme.Light)]
    [InlineData("valid", ColorScheme.Dark)]
    [InlineData("violation", ColorScheme.Light)]
    [InlineData("violation", ColorScheme.Dark)]
    public async Task A_picture_of_the_report(string name, ColorScheme scheme)
    {
        var page = await ReportPages.WriteAsync(Path.Combine(chromium.Folder, $"picture-{scheme}"), name, ReportPages.Of(name));
        await using var visit = await chromium.OpenAsync(page, scheme: scheme);
        await visit.Page.EvaluateAsync("document.getElementById('glossary').remove()");
        var picture = Path.Combine(PictureFolder(chromium), $"{name}-{scheme.ToString().ToLowerInvariant()}.png");
        await visit.Page.ScreenshotAsync(new() { Path = picture, FullPage = true });
        await visit.Page.Locator("#timeline").ScreenshotAsync(new() { Path = picture.Replace(".png", "-timeline.png", StringComparison.Ordinal) });
        if (name == "violation")
            await visit.Page.Locator("#violations").ScreenshotAsync(new() { Path = picture.Replace(".png", "-explained.png", StringComparison.Ordinal) });
        Assert.True(new FileInfo(picture).Length > 50_000, "The picture is too small to show a report.");
    }

    [Fact]
    public async Task A_picture_of_the_report_on_a_phone()
    {
        var page = await ReportPages.WriteAsync(Path.Combine(chromium.Folder, "picture-phone"), "violation", ReportPages.Of("violation"));
        await using var visit = await chromium.OpenAsync(page, width: 390);
        await visit.Page.EvaluateAsync("document.getElementById('glossary').remove()");
        var picture = Path.Combine(chromium.Folder, "phone.png");
        await visit.Page.ScreenshotAsync(new() { Path = picture, FullPage = true });
        Assert.True(new FileInfo(picture).Length > 50_000, "The picture is too small to show a report.");
    }

    internal static string PictureFolder(Chromium chromium, [CallerFilePath] string here = "")
    {
        var folder = Environment.GetEnvironmentVariable("CHAOS_UPDATE_SCREENSHOTS") == "1"
            ? Path.Combine(Path.GetDirectoryName(here)!, "../../docs/screenshots")
            : chromium.Folder;
        Directory.CreateDirectory(folder);
        return folder;
    }
}
