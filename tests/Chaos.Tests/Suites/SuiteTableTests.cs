using Chaos.Campaigns;
using Chaos.Reports;
using Xunit;

namespace Chaos.Tests.Suites;

public sealed class SuiteTableTests
{
    private const string Suite = """
        name: record
        tables: [track-record, systems]
        cells:
          - name: stale reads
            system: etcd
            seeds: 7
            options: { read: serializable }
            expect: { invalid: stale-read within 3 runs }
            finding: a read misses a write
            reference: https://example.org/org/project/issues/13766
            sibling: { options: { read: linearizable } }
          - name: rare
            system: etcd
            seeds: 7
            expect: either
            finding: a rare thing
            tried: Three members were paused, in vain.
        """;

    private static CellRun Shown(int run, Verdict verdict, params string[] anomalies) => FakeLauncher.End(run, verdict, anomalies) with
    {
        SystemVersion = "3.5.2",
        Images = ["chaos/etcd:3.5.2"],
        ReadyMs = 1000 * run,
        NodeMemoryBytes = 20 << 20,
        Command = $"./chaos run etcd --seed {run}",
        DurationMs = 60_000,
    };

    [Fact]
    public async Task The_track_record_tells_what_was_found_in_which_run_and_by_which_command()
    {
        var text = await WriteAsync("track-record.md", order => order.Request.Options.GetValueOrDefault("read") == "serializable"
            ? Shown(order.Run, order.Run == 2 ? Verdict.Invalid : Verdict.Valid, order.Run == 2 ? ["stale-read"] : [])
            : Shown(order.Run, Verdict.Valid));
        var row = RowOf(text, "a read misses a write");
        Assert.Contains("[example.org 13766](https://example.org/org/project/issues/13766)", row, StringComparison.Ordinal);
        Assert.Contains("etcd 3.5.2", row, StringComparison.Ordinal);
        Assert.Contains("| stale-read | run 2, ", row, StringComparison.Ordinal);
        Assert.Contains("read=linearizable: valid 3 |", row, StringComparison.Ordinal);
        Assert.Contains("\n./chaos run etcd --seed 2\n./chaos run etcd --seed 3\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_did_not_show_is_not_reproduced_with_what_was_tried()
    {
        var text = await WriteAsync("track-record.md", order => Shown(order.Run, Verdict.Valid));
        Assert.Contains("| not reproduced | not in 1 run, ", RowOf(text, "a rare thing"), StringComparison.Ordinal);
        Assert.Contains("Three members were paused, in vain.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_that_was_not_caught_is_no_find()
    {
        var text = await WriteAsync("track-record.md", order => Shown(order.Run, Verdict.Valid));
        Assert.Contains("| unexpected | not in 3 runs, ", RowOf(text, "a read misses a write"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sibling_that_is_invalid_is_said_beside_its_control()
    {
        var text = await WriteAsync("track-record.md", order => Shown(order.Run, Verdict.Invalid, "stale-read"));
        Assert.Contains("read=linearizable: unexpected: invalid 1 |", RowOf(text, "a read misses a write"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_of_systems_has_a_row_for_each_with_what_its_runs_cost()
    {
        var text = await WriteAsync("systems.md", order => Shown(order.Run, Verdict.Valid) with { ReadyMs = 3000 });
        var row = RowOf(text, "chaos/etcd:3.5.2");
        Assert.StartsWith("| etcd | 3.5.2 | chaos/etcd:3.5.2 | 3 | none | register: valid 3 (unexpected; expected ", row, StringComparison.Ordinal);
        Assert.EndsWith($"| {Show.Duration(3000)} | 20 MiB |", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_without_figures_leave_their_columns_empty()
    {
        var text = await WriteAsync("systems.md", order => FakeLauncher.End(order.Run, Verdict.Valid));
        Assert.EndsWith("|  |  |", RowOf(text, "| etcd |"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://example.org/a)b")]
    [InlineData("https://example.org/<b>|x")]
    public void What_is_no_address_of_the_web_is_no_link(string reference)
    {
        var cell = SuiteText.Parse(Suite).Cells[0].Blank() with { Reference = reference };
        var text = TrackRecordMarkdown.Of(new()
        {
            Name = "record",
            Summary = "",
            ExitCode = 0,
            IsComplete = true,
            StartedAt = DateTimeOffset.UnixEpoch,
            Cells = [cell],
        });
        Assert.DoesNotContain("](", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
        Assert.Equal(8, RowOf(text, "a read misses a write").Count(c => c == '|'));
    }

    [Fact]
    public void A_command_cannot_end_the_block_that_it_stands_in()
    {
        var cell = SuiteText.Parse(Suite).Cells[0].Blank().With([Shown(1, Verdict.Valid) with { Command = "a\n```\n<img>" }]);
        var text = TrackRecordMarkdown.Of(new()
        {
            Name = "record",
            Summary = "",
            ExitCode = 0,
            IsComplete = true,
            StartedAt = DateTimeOffset.UnixEpoch,
            Cells = [cell],
        });
        Assert.Equal(2, text.Split('\n').Count(line => line == "```"));
    }

    [Fact]
    public void A_sibling_belongs_to_the_finding_of_its_control()
    {
        var cells = SuiteText.Parse(Suite).Cells;
        Assert.Equal("a read misses a write", cells.Single(cell => cell.SiblingOf is not null).Finding);
        Assert.Equal(["track-record", "systems"], SuiteText.Parse(Suite).Tables);
    }

    [Theory]
    [InlineData("name: x\ntables: track-recrod\ncells: {system: etcd, finding: f}", "line 2: ", "track-record")]
    [InlineData("name: x\ntables: track-record\ncells: {system: etcd}", "line 2: ", "no cell has a finding")]
    [InlineData("name: x\ncells: {system: etcd, finding: f}", "line 2: ", "tables: track-record")]
    [InlineData("name: x\ncells: {system: etcd, reference: r}", "line 2: ", "Add finding")]
    [InlineData("name: x\ntables: track-record\ncells: {system: etcd, finding: ''}", "line 3: ", "'finding' is empty")]
    public void Tables_and_findings_that_make_no_sense_are_refused(string text, string line, string expected)
    {
        var message = SuiteText.WhyWrong(text);
        Assert.Contains(line, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static async Task<string> WriteAsync(string file, Func<RunOrder, CellRun> ends)
    {
        using var night = new NightFolder(Suite);
        await night.RunAsync(new FakeLauncher { Ends = (order, _) => ends(order) });
        return File.ReadAllText(Path.Combine(night.Night, file));
    }

    private static string RowOf(string text, string what) =>
        text.Split('\n').Single(line => line.StartsWith('|') && line.Contains(what, StringComparison.Ordinal));
}
