using Chaos.Campaigns;
using Xunit;

namespace Chaos.Tests.ScenarioRuns;

/// <summary>Scenarios in simulation: all of them hold for Raft, and a defect shows.</summary>
public sealed class ScenarioTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-scenario-").FullName;

    public static TheoryData<string> Names => [.. Scenarios.All.Where(scenario => scenario.IsFor("raft")).Select(scenario => scenario.Name)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Raft_goes_through_it_as_expected(string name)
    {
        var results = await RunAsync(name, "none");
        Assert.True(results.Verdict is Verdict.Valid, results.Summary);
        var checker = results.Checkers.Single(one => one.Name == ScenarioChecker.CheckerName);
        var expectations = checker.Details.Where(detail => char.IsAsciiDigit(detail.Key[0])).Select(detail => detail.Value).ToArray();
        Assert.Equal(Scenarios.Of(name).Expectations.Count, expectations.Length);
        Assert.All(expectations, measured => Assert.StartsWith("as expected", measured, StringComparison.Ordinal));
        Assert.Contains("Elections", checker.Details.Keys);
        Assert.All(Scenarios.Of(name).Faults, stored => Assert.Contains($"Acknowledged while {stored.Fault.Id} was in force", checker.Details.Keys));
        Assert.Contains($"--scenario {name}", results.Run!.Command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("commitment", "quorum-of-half")]
    [InlineData("availability", "applies-before-commit")]
    public async Task A_defect_breaks_what_is_expected(string name, string bug)
    {
        var results = await RunAsync(name, bug);
        var checker = results.Checkers.Single(one => one.Name == ScenarioChecker.CheckerName);
        Assert.Equal((Verdict.Invalid, Verdict.Invalid), (checker.Verdict, results.Verdict));
        Assert.Contains(results.Anomalies, anomaly => anomaly.Name == "unexpected");
    }

    [Theory]
    [InlineData("snapshot-heal", "snapshot-entries", "2000", "It takes a snapshot")]
    [InlineData("lagging-follower", "snapshot-entries", "50", "It is healed by the log")]
    [InlineData("cut-off-during-election", "election-ms", "150", "The follower is cut off after the leader crashed, and before")]
    public async Task What_went_another_way_than_the_scenario_is_about_leaves_the_verdict_open(string name, string option, string value, string text)
    {
        var results = await RunAsync(name, "none", KeyValuePair.Create(option, value));
        var checker = results.Checkers.Single(one => one.Name == ScenarioChecker.CheckerName);
        Assert.Equal((Verdict.Unknown, Verdict.Unknown), (checker.Verdict, results.Verdict));
        var measured = checker.Details.Single(detail => detail.Key.Contains(text, StringComparison.Ordinal)).Value;
        Assert.StartsWith("not as expected", measured, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_name_and_faults_besides_are_refused()
    {
        Assert.Contains("leader-crash", Refusal(new() { System = "raft", Seed = 1, Scenario = "leader-crush" }), StringComparison.Ordinal);
        Assert.Contains("faults of its own", Refusal(new() { System = "raft", Seed = 1, Scenario = "growth", Nemeses = "pause" }), StringComparison.Ordinal);
    }

    private static string Refusal(RunRequest request) => Assert.Throws<UsageException>(() => RunPlan.Resolve(request)).Message;

    private Task<Chaos.Reports.RunResults> RunAsync(string name, string bug, params KeyValuePair<string, string>[] options) =>
        new Campaign(TimeProvider.System, new Progress<string>()).RunAsync(
        new()
        {
            System = "raft",
            Seed = 11,
            Backend = "simulation",
            Scenario = name,
            Options = new Dictionary<string, string>(options) { ["bug"] = bug },
            OutDirectory = Path.Combine(folder, name),
        },
        Stop);
}
