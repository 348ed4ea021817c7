using Chaos.Reports;
using Xunit;

namespace Chaos.Tests.Reports;

public sealed class HtmlReportTests
{
    private const string Hostile = "</script><img src=x onerror=alert(1)>";

    [Fact]
    public async Task Text_from_a_run_is_never_markup()
    {
        var page = await RenderAsync(Hostile, Hostile);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.Equal(3, page.Split("</script>").Length - 1);
    }

    [Fact]
    public async Task A_colour_that_is_none_does_not_reach_the_style()
    {
        var page = await RenderAsync("k1", "red;background:url(http://example.com)");
        Assert.DoesNotContain("background:red", page, StringComparison.Ordinal);
        Assert.Contains("background:#888888", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_violation_is_told_and_drawn_with_its_lines_of_the_history()
    {
        var page = await RenderAsync("k1", "#123456");
        Assert.Contains("A read missed a write.", page, StringComparison.Ordinal);
        Assert.Contains("the stale read", page, StringComparison.Ordinal);
        Assert.Contains("2 and 3", page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_violation_says_how_far_an_order_gets_and_what_is_refused()
    {
        var page = await RenderAsync("k1", "#123456");
        Assert.Contains("Longest legal order: 1 (then k1);", page, StringComparison.Ordinal);
        Assert.Contains("next 2: read 4, but the register held k1", page, StringComparison.Ordinal);
        Assert.Contains("Confirmed: every order of these operations was tried", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nemesis_that_never_bit_is_called_so()
    {
        var page = await RenderAsync("k1", "#123456");
        Assert.Contains("Never injected: this run says nothing about it.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bare_history_and_an_empty_one_have_a_report_too()
    {
        var evidence = new Evidence(new History([]), [], []);
        var results = RunResults.From(new ResultsInput { Evidence = evidence, Checks = [] });
        var page = await HtmlReport.RenderAsync(new ReportInput { Results = results, Evidence = evidence });
        Assert.Contains("No checker judged safety.", page, StringComparison.Ordinal);
    }

    private static Task<string> RenderAsync(string key, string color)
    {
        var entries = Sample.HistoryOf(
            (0, 0, OperationType.Invoke, "write"), (5, 0, OperationType.Ok, "write"), (9, 1, OperationType.Invoke, "read"), (12, 1, OperationType.Ok, "read"));
        var history = new History(entries.Select(entry => entry with { Key = key, Node = key, Error = key }));
        var evidence = new Evidence(history, [Sample.Fault("partition-1", 0, 10)], []);
        var anomaly = new Anomaly
        {
            Name = "stale-read",
            Sentence = key == "k1" ? "A read missed a write." : key,
            Key = key,
            Operations = [0, 2],
            Roles = ["the write that the read missed", "the stale read"],
            Explanation = new Explanation
            {
                Confirmation = Confirmation.Confirmed,
                Prefix = [new LegalStep(0, key)],
                Refusals = [new Refusal(2, $"read 4, but the register held {key}")],
            },
        };
        var results = RunResults.From(new ResultsInput
        {
            Run = Sample.Run with { Command = key, Nemeses = [new() { Name = "partition", Color = color }, new() { Name = "kill" }] },
            Evidence = evidence,
            Checks = [Sample.Check(VerdictFamily.Safety, Verdict.Invalid, anomaly)],
        });
        return HtmlReport.RenderAsync(new ReportInput { Results = results, Evidence = evidence, Files = [key] });
    }
}
