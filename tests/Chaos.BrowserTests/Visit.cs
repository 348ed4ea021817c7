using Microsoft.Playwright;

namespace Chaos.BrowserTests;

/// <summary>An open page, and what it did behind the reader's back.</summary>
public sealed class Visit : IAsyncDisposable
{
    internal Visit(IPage page)
    {
        Page = page;
        page.Request += (_, request) => Requests.Add(request.Url);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Every request, the page itself included.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Errors and warnings of the console, and uncaught exceptions.</summary>
    public List<string> Complaints { get; } = [];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
