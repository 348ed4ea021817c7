using Xunit;

namespace Chaos.Tests.Cli;

public sealed class ExplainTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_word_of_the_reports_glossary_has_a_concept_page()
    {
        var listed = await Tool.RunAsync(["explain"], Cancel);
        Assert.Equal(0, listed.ExitCode);
        var pages = listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).ToHashSet();
        Assert.All(global::Chaos.Reports.Glossary.Terms, term => Assert.Contains(term.Name, pages));
    }

    [Fact]
    public async Task A_concept_page_is_printed_without_its_front_matter()
    {
        var page = await Tool.RunAsync(["explain", "stale-read"], Cancel);
        Assert.Equal(0, page.ExitCode);
        Assert.Contains("read", page.Output, StringComparison.Ordinal);
        Assert.False(page.Output.StartsWith("---", StringComparison.Ordinal));
        Assert.DoesNotContain("summary:", page.Output, StringComparison.Ordinal);
    }
}
