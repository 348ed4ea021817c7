using System.Text.Json;
using System.Xml.Linq;
using Chaos.Reports;
using Xunit;

namespace Chaos.Tests.Suites;

public sealed class SuiteOutputTests
{
    private const string Hostile = "</script><img src=x onerror=alert(1)>|`a`*b*[l](javascript:1)\n::error::x\0\u0007 & \"q\" 'p' %0A";

    [Fact]
    public void A_hostile_name_stays_text_in_xml()
    {
        var document = XDocument.Parse(JUnitXml.Of(Night(CellStatus.Unexpected)));
        var testCase = document.Descendants("testcase").First();
        Assert.Contains("</script><img", testCase.Attribute("name")!.Value, StringComparison.Ordinal);
        Assert.Contains("\\u0000\\u0007", testCase.Attribute("name")!.Value, StringComparison.Ordinal);
        Assert.Equal(["system-out", "failure"], testCase.Elements().Select(element => element.Name.LocalName).OrderDescending());
    }

    [Fact]
    public void A_hostile_name_stays_text_in_markdown()
    {
        var text = SuiteMarkdown.Of(Night(CellStatus.Unexpected));
        Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
        Assert.DoesNotContain("](javascript", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n::error", text, StringComparison.Ordinal);
        var row = text.Split('\n').First(line => line.Contains("onerror", StringComparison.Ordinal) && line.StartsWith('|'));
        Assert.Equal(9, row.Count(c => c == '|'));
    }

    [Fact]
    public void A_hostile_name_cannot_make_a_line_of_its_own_for_github()
    {
        var line = Assert.Single(GitHubLines.Of(Night(CellStatus.Unexpected)));
        Assert.StartsWith("::error title=", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        var property = line["::error title=".Length..line.IndexOf("::", 2, StringComparison.Ordinal)];
        Assert.DoesNotContain(':', property);
        Assert.DoesNotContain(',', property);
        Assert.Contains("%250A", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_name_stays_text_on_the_page_and_its_links_stay_below_it()
    {
        var page = await SuiteIndex.RenderAsync(Night(CellStatus.Unexpected));
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.Equal(1, page.Split("</script>").Length - 1);
        Assert.Contains("href=\"./cells/a%20b%22%3E/run-1/report.html\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CellStatus.AsExpected, 0, 0, 0)]
    [InlineData(CellStatus.Unexpected, 1, 0, 0)]
    [InlineData(CellStatus.Unknown, 0, 1, 0)]
    [InlineData(CellStatus.HarnessFailure, 0, 1, 0)]
    [InlineData(CellStatus.NotRun, 0, 0, 1)]
    public void JUnit_tells_failures_from_errors_and_what_was_left_out(CellStatus status, int failures, int errors, int skipped)
    {
        var suite = XDocument.Parse(JUnitXml.Of(Night(status))).Descendants("testsuite").Single();
        Assert.Equal((failures, errors, skipped), (Count("failures"), Count("errors"), Count("skipped")));
        Assert.Equal(failures, suite.Descendants("failure").Count());
        Assert.Equal(errors, suite.Descendants("error").Count());
        Assert.Equal(skipped, suite.Descendants("skipped").Count());

        int Count(string name) => (int)suite.Attribute(name)!;
    }

    [Fact]
    public async Task Harness_failures_stand_apart_from_violations_on_the_page()
    {
        var page = await SuiteIndex.RenderAsync(Night(CellStatus.HarnessFailure));
        Assert.Contains("id=\"harness\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"unexpected\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_results_come_back_as_they_were_written()
    {
        var night = Night(CellStatus.Unexpected);
        var text = SuiteResultsFile.ToJson(night);
        Assert.Equal(text, SuiteResultsFile.ToJson(SuiteResultsFile.FromJson(text)));
        Assert.Contains("\"status\": \"unexpected\"", text, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => SuiteResultsFile.FromJson(text.Replace("suite-results/1", "suite-results/9", StringComparison.Ordinal)));
    }

    private static SuiteResults Night(CellStatus status)
    {
        var run = FakeLauncher.End(1, Verdict.Invalid, Hostile) with
        {
            Summary = Hostile,
            Command = Hostile,
            Directory = "cells/a b\">/run-1",
            HasReport = true,
        };
        var cell = new CellResults
        {
            Key = Hostile,
            Block = Hostile,
            System = Hostile,
            Workload = Hostile,
            Nemesis = Hostile,
            Nodes = 3,
            Backend = Hostile,
            Options = new Dictionary<string, string> { [Hostile] = Hostile },
            Seed = Hostile,
            Expectation = Hostile,
            Status = status,
            Verdict = Verdict.Invalid,
            Reason = Hostile,
            Harness = HarnessState.InfrastructureFailed,
        };
        return SuiteOutcome.Sum(
            new()
            {
                Name = Hostile,
                Description = Hostile,
                Summary = "",
                ExitCode = 0,
                IsComplete = true,
                StartedAt = DateTimeOffset.UnixEpoch,
                Cells = [cell.With([run])],
                Notes = [Hostile],
            },
            isInterrupted: false);
    }
}
