using Xunit;

namespace Chaos.Tests.Suites;

public sealed class SuiteMatrixTests
{
    [Fact]
    public void Every_combination_of_all_dimensions_is_a_cell_but_for_the_excluded()
    {
        var suite = SuiteText.Parse(
            """
            name: x
            cells:
              - system: etcd
                workload: [register, {register: {reads: 60}}]
                nemesis: [none, {kill: {target: leader}, partition: }]
                nodes: [3, 5]
                seeds: [1, 2]
                options: {read: [linearizable, serializable], heartbeat-ms: 50}
                exclude:
                  - {nodes: 5, nemesis: none}
                  - {seeds: 2, options: {read: serializable}}
            """);

        // 2 * 2 * 2 * 2 * 2 = 32; without 5 nodes and no nemesis 24; of these a quarter has seed 2 and serializable reads.
        Assert.Equal(18, suite.Cells.Count);
        Assert.Equal(18, suite.Cells.Select(cell => cell.Key).Distinct().Count());
        Assert.Contains(
            "etcd/register:reads=60, kill:target=leader,partition, 5 nodes, heartbeat-ms=50, read=linearizable, seed 2",
            suite.Cells.Select(cell => cell.Key));
        Assert.DoesNotContain(suite.Cells, cell => cell.Request is { Nodes: 5, Nemeses: "none" });
        Assert.All(suite.Cells, cell => Assert.Equal("50", cell.Request.Options["heartbeat-ms"]));
    }

    [Fact]
    public void What_is_closer_to_a_cell_wins()
    {
        var suite = SuiteText.Parse(
            """
            name: x
            defaults: {system: etcd, rate: 10, time-limit: 10s, keys: 1, options: {read: linearizable}, seeds: 7}
            cells:
              - nodes: [3, 5]
                rate: 20
                options: {heartbeat-ms: 50}
                overrides: {when: {nodes: 5}, set: {rate: 30, expect: either}}
                include:
                  - {nodes: 7}
                  - {nodes: 5, seeds: 8, rate: 40}
            """);

        Assert.Equal([20, 30, 20, 40], suite.Cells.Select(cell => cell.Request.RatePerSecond));
        Assert.Equal(["valid", "either", "valid", "either"], suite.Cells.Select(cell => cell.Expectation.ToString()));
        Assert.All(suite.Cells, cell => Assert.Equal(["heartbeat-ms", "read"], cell.Request.Options.Keys.Order()));
        Assert.All(suite.Cells, cell => Assert.Equal((TimeSpan.FromSeconds(10), 1), (cell.Request.TimeLimit, cell.Request.Keys)));
    }

    [Fact]
    public void A_scenario_brings_nodes_faults_and_length_and_names_the_cell()
    {
        var cell = Assert.Single(SuiteText.Parse("name: x\ncells: {system: etcd, scenario: zones, seeds: 3, time-limit: 1s, rate: 50}").Cells);
        Assert.Equal("etcd/register, scenario zones, 5 nodes, seed 3", cell.Key);
        Assert.Equal((5, "kill,partition", 50, "zones"), (cell.Request.Nodes, cell.Request.Nemeses, cell.Request.RatePerSecond, cell.Request.Scenario));
        Assert.True(cell.Request.TimeLimit > TimeSpan.FromSeconds(1));
        Assert.Equal((5, "kill,partition"), (cell.Blank().Nodes, cell.Blank().Nemesis));
    }

    [Theory]
    [InlineData("name: x\ncells: {system: etcd, scenario: zoens}", "'zones'")]
    [InlineData("name: x\ncells: {system: etcd, scenario: zones, nemesis: pause}", "has faults of its own")]
    public void A_wrong_scenario_is_refused(string text, string words) =>
        Assert.Contains(words, SuiteText.WhyWrong(text), StringComparison.Ordinal);

    [Fact]
    public void The_environment_wins_over_the_file_where_load_is_meant_and_the_night_says_so()
    {
        var suite = SuiteText.Parse(
            "name: x\ncells: {system: etcd, time-limit: 60s, rate: 10, nodes: 5}", ("CHAOS_TIME_LIMIT", "5s"), ("CHAOS_NODES", "3"));

        var cell = Assert.Single(suite.Cells);
        Assert.Equal((TimeSpan.FromSeconds(5), 10.0, 5), (cell.Request.TimeLimit, cell.Request.RatePerSecond, cell.Request.Nodes));
        Assert.Contains("CHAOS_TIME_LIMIT=5s", Assert.Single(suite.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_are_fixed_or_come_from_the_date_and_the_name_of_a_cell_does_not_change_with_it()
    {
        var suite = SuiteText.Parse("name: x\ncells: {system: etcd, seeds: {from: date, count: 2}}");
        var fixedOnes = SuiteText.Parse("name: x\ncells: {system: etcd, seeds: {from: 5, count: 2}}");

        Assert.Equal([20260304000000ul, 20260304001000ul], suite.Cells.Select(cell => cell.Request.Seed));
        Assert.Equal(["date", "date+1"], suite.Cells.Select(cell => cell.Seed));
        Assert.EndsWith("seed date+1", suite.Cells[1].Key, StringComparison.Ordinal);
        Assert.Equal([5ul, 6ul], fixedOnes.Cells.Select(cell => cell.Request.Seed));
    }

    [Fact]
    public void A_sibling_follows_its_control_and_has_the_same_seed_and_load()
    {
        var suite = SuiteText.Parse(
            """
            name: x
            cells:
              - name: stale
                system: etcd
                nemesis: partition
                options: {read: serializable}
                seeds: [3, 4]
                rate: 77
                time-limit: 9s
                expect: {invalid: stale-read within 4 runs}
                sibling: {options: {read: linearizable}}
            """);

        Assert.Equal(4, suite.Cells.Count);
        var (control, sibling) = (suite.Cells[2], suite.Cells[3]);
        Assert.Equal("invalid: stale-read within 4 runs", control.Expectation.ToString());
        Assert.Equal("valid", sibling.Expectation.ToString());
        Assert.Equal(control.Key, sibling.SiblingOf);
        Assert.Equal("stale: etcd/register, partition, 3 nodes, read=serializable, seed 4 (sibling: read=linearizable)", sibling.Key);
        Assert.Equal(control.Request with { Options = sibling.Request.Options }, sibling.Request);
        Assert.Equal("linearizable", sibling.Request.Options["read"]);
    }

    [Fact]
    public void Two_controls_may_have_the_same_sibling_and_each_is_held_against_it()
    {
        var suite = SuiteText.Parse(
            "name: x\ncells: {system: etcd, options: {read: serializable, heartbeat-ms: [50, 60]}, expect: invalid, "
            + "sibling: {options: {read: linearizable, heartbeat-ms: 100}}}");
        Assert.Equal(4, suite.Cells.Select(cell => cell.Key).Distinct().Count());
        Assert.Equal([suite.Cells[0].Key, suite.Cells[2].Key], new[] { suite.Cells[1], suite.Cells[3] }.Select(cell => cell.SiblingOf));
    }

    [Theory]
    [InlineData("valid", "valid")]
    [InlineData("either", "either")]
    [InlineData("invalid", "invalid")]
    [InlineData("{invalid: stale-read}", "invalid: stale-read")]
    [InlineData("{invalid: stale-read within 3 runs}", "invalid: stale-read within 3 runs")]
    [InlineData("{invalid: within 3 runs}", "invalid within 3 runs")]
    [InlineData("'invalid: G-single within 12 runs'", "invalid: G-single within 12 runs")]
    [InlineData("'invalid within 2 runs'", "invalid within 2 runs")]
    [InlineData("'invalid: stale-read within 1 run'", "invalid: stale-read")]
    public void An_expectation_is_read_as_it_is_written(string written, string read) =>
        Assert.Equal(read, Assert.Single(SuiteText.Parse($"name: x\ncells: {{system: etcd, expect: {written}}}").Cells).Expectation.ToString());
}
