using System.Xml.Linq;
using Chaos.Campaigns;
using Chaos.Reports;
using Chaos.Tests.Nemeses;
using Chaos.Tests.Suites;
using Xunit;

namespace Chaos.Tests.Sweeps;

public sealed class SweepRunnerTests : IDisposable
{
    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("chaos-sweep-").FullName, "sweep");

    [Fact]
    public async Task A_sweep_writes_page_csv_and_json_and_ends_as_its_worst_run()
    {
        var results = await RunAsync(order => order.Request.Nodes == 3
            ? CellRun.Failed(1, 1, HarnessState.InfrastructureFailed, "The engine went away.")
            : FakeLauncher.End(1, Verdict.Valid));
        Assert.Equal(3, results.ExitCode);
        Assert.Equal(6, results.Runs.Count);
        Assert.Equal("The engine went away.", results.Runs.First(run => run.Nodes == 3).Run.HarnessReason);
        Assert.All(["index.html", "runs.csv", "results.json"], name => Assert.True(File.Exists(Path.Combine(folder, name)), name));
        Assert.Equal(7, (await File.ReadAllLinesAsync(Path.Combine(folder, "runs.csv"), TestContext.Current.CancellationToken)).Length);
        Assert.Equal([(1, 1, 0), (3, 2, 1), (5, 3, 2)], results.Series[0].Sizes.Select(size => (size.Nodes, size.Majority, size.Tolerated)));
        await Assert.ThrowsAsync<UsageException>(() => RunAsync(_ => FakeLauncher.End(1, Verdict.Valid)));
    }

    [Fact]
    public async Task A_violation_is_the_exit_code_of_the_sweep() =>
        Assert.Equal(1, (await RunAsync(order => FakeLauncher.End(1, order.Request.Nodes == 5 ? Verdict.Invalid : Verdict.Unknown))).ExitCode);

    [Fact]
    public async Task The_page_holds_no_hostile_text_and_names_the_simulators_curve()
    {
        var results = await RunAsync(_ => FakeLauncher.End(1, Verdict.Valid));
        var hostile = results with
        {
            Series = [SweepSamples.Series("etcd<img src=x onerror=alert(1)>", "none"), SweepSamples.Series("raft", "none") with { IsReference = true }],
            Notes = ["</script><b>x"],
        };
        var page = await SweepIndex.RenderAsync(hostile);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x", page, StringComparison.Ordinal);
        Assert.Contains("raft in simulation", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plot_fits_its_page_in_light_and_dark_and_its_ids_are_its_own()
    {
        var series = SweepSamples.Series("etcd", "none");
        var curves = Enumerable.Range(0, 6).Select(place => SweepCurve.Of($"{place}", place, series, size => size.P50Ms)).ToArray();
        var svg = XElement.Parse(SweepPlot.Svg("x1", "Latency", curves, isLogarithmic: true, "latency")!);
        Assert.Equal(("100%", null), (svg.Attribute("width")?.Value, svg.Attribute("height")?.Value));
        Assert.NotNull(svg.Attribute("viewBox"));
        Assert.All(svg.Descendants().Attributes("id"), id => Assert.StartsWith("x1-", id.Value, StringComparison.Ordinal));
        var colors = svg.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "fill" or "stroke").Select(color => color.Value).ToHashSet();
        Assert.All(Enumerable.Range(1, 6), place => Assert.Contains($"var(--curve-{place})", colors));
        Assert.Contains("var(--line)", colors);
        Assert.All(colors, color => Assert.True(color is "none" || color.StartsWith("var(", StringComparison.Ordinal), color));
        Assert.Contains("nodes", svg.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value.Trim()));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    private Task<SweepResults> RunAsync(Func<RunOrder, CellRun> ends) =>
        new SweepRunner(new FakeLauncher { Ends = (order, _) => ends(order) }, new JumpingTime(), new Progress<string>()) { Cores = 9 }.RunAsync(
            SweepPlanTests.RequestOf() with { Nodes = [1, 3, 5], Repeats = 2, OutDirectory = folder, Common = SweepPlanTests.RequestOf().Common },
            TestContext.Current.CancellationToken);
}
