using Microsoft.Playwright;
using Xunit;

namespace Chaos.BrowserTests;

/// <summary>One browser for all tests, the one that is installed on the machine.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where reports and pictures of this test run go.</summary>
    public string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "reports");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("CHAOS_BROWSER") ?? Places.FirstOrDefault(File.Exists);
        if (path is null)
        {
            if (Environment.GetEnvironmentVariable("CHAOS_REQUIRE_BROWSER") == "1")
                throw new InvalidOperationException($"No browser: expected one of {string.Join(", ", Places)}. Install chromium.");
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    /// <summary>Opens a file; the test is skipped where there is no browser.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Width of the window.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="script">Whether scripts run.</param>
    /// <param name="ready">What is there once the scripts have done their work.</param>
    public async Task<Visit> OpenAsync(
        string path, int width = 1280, ColorScheme scheme = ColorScheme.Light, bool script = true, string ready = "#canvas[data-drawn=true]")
    {
        Assert.SkipWhen(browser is null, "There is no Chromium on this machine.");
        var page = await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = script,
        });
        var visit = new Visit(page);
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        if (script) await page.WaitForSelectorAsync(ready);
        return visit;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
