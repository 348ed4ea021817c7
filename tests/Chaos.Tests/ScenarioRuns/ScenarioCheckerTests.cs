using Chaos.Campaigns;
using Xunit;

namespace Chaos.Tests.ScenarioRuns;

public sealed class ScenarioCheckerTests
{
    private static readonly Evidence nothing = new(new History([]), [], []);

    private static readonly Scenario scenario = new()
    {
        Name = "test",
        Summary = "For a test.",
        Nemeses = "partition",
        Faults = [],
        TimeLimit = TimeSpan.FromSeconds(1),
        Expectations =
        [
            Expectation.InTime("The others go on.", _ => new(true, "they did")),
            Expectation.Never("The minority acknowledges nothing.", _ => new(false, "3 operations")) with { IsByNode = true },
        ],
    };

    [Fact]
    public void What_a_minority_acknowledged_breaks_a_promise() =>
        Assert.Equal(Verdict.Invalid, Check(new ScenarioChecker(scenario)).Verdict);

    [Fact]
    public void It_is_not_judged_where_clients_go_on_to_other_nodes_and_the_result_says_so()
    {
        var result = Check(new ScenarioChecker(scenario, clientsStay: false));
        Assert.Equal(Verdict.Valid, result.Verdict);
        Assert.StartsWith("1 of 2 expectations", result.Reason, StringComparison.Ordinal);
        Assert.StartsWith("as expected", result.Details["1. The others go on."], StringComparison.Ordinal);
        Assert.StartsWith("not judged", result.Details["2. The minority acknowledges nothing."], StringComparison.Ordinal);
    }

    [Fact]
    public void What_concludes_from_snapshots_is_not_judged_where_a_system_does_not_tell_of_them()
    {
        var snapshots = scenario with { Expectations = [Expectation.InTime("It takes one.", _ => new(false, "none")) with { IsBySnapshot = true }] };

        var silent = Check(new ScenarioChecker(snapshots, tellsSnapshots: false));
        Assert.Equal(Verdict.Valid, silent.Verdict);
        Assert.StartsWith("not judged: this system does not tell of snapshots", silent.Details["1. It takes one."], StringComparison.Ordinal);
        Assert.Equal(Verdict.Unknown, Check(new ScenarioChecker(snapshots)).Verdict);
    }

    [Fact]
    public void Every_promise_of_a_scenario_is_about_where_operations_were_begun_or_about_terms() => Assert.All(
        Scenarios.All.SelectMany(each => each.Expectations).Where(expected => expected.IsPromise),
        expected => Assert.True(expected.IsByNode || expected.Text.StartsWith("No term has two leaders", StringComparison.Ordinal), expected.Text));

    private static CheckResult Check(ScenarioChecker checker) => checker.Check(nothing, new CheckBudget(), TestContext.Current.CancellationToken);
}
