using Chaos.Reports;
using CsCheck;
using Xunit;
using static Chaos.OperationType;

namespace Chaos.Tests.Reports;

public sealed class RunMetricsTests
{
    private const long Ms = Sample.Ms;

    [Fact]
    public void Every_invocation_is_counted_once_and_one_without_completion_as_info()
    {
        var metrics = Of(Sample.HistoryOf(
            (0, 0, Invoke, "read"), (1, 1, Invoke, "write"), (2, 0, Ok, "read"), (3, 2, Invoke, "cas"), (4, 2, Fail, "cas"),
            (5, 1, Info, "write"), (6, 3, Invoke, "write"), (7, Operation.NemesisProcess, Info, "cut")));
        Assert.Equal(new OperationCounts(4, 1, 1, 2), metrics.Operations);
        Assert.Equal(["cas", "read", "write"], metrics.Functions.Select(function => function.Function));
        Assert.Equal(new OperationCounts(2, 0, 0, 2), metrics.Functions[2].Operations);
    }

    [Fact]
    public void Latency_counts_from_the_intended_start()
    {
        var history = new History(
        [
            new Operation { Index = 0, TimeNs = 50 * Ms, DueNs = 10 * Ms, Process = 0, Type = Invoke, F = "read" },
            new Operation { Index = 1, TimeNs = 60 * Ms, Process = 0, Type = Ok, F = "read" },
        ]);
        var metrics = Of(history);
        Assert.True(metrics.LatencyFromDue);
        Assert.Equal(50, Assert.Single(metrics.Latencies).MaxMs);
    }

    [Fact]
    public void Percentiles_follow_the_sorted_latencies_to_three_digits() =>
        Gen.Int[1, 60_000].Array[1, 300].Sample(latenciesMs =>
        {
            var start = 0L;
            var entries = latenciesMs.SelectMany(latency =>
            {
                var from = start;
                start += latency;
                return new[] { (from, 0, Invoke, "read"), (start, 0, Ok, "read") };
            });
            var row = Assert.Single(Of(Sample.HistoryOf(entries.ToArray())).Latencies);
            var sorted = latenciesMs.Order().ToArray();
            Assert.Equal(sorted[^1], row.MaxMs);
            var median = sorted[(int)Math.Ceiling(sorted.Length / 2.0) - 1];
            Assert.InRange(row.P50Ms, median * 0.998, Math.Max(median * 1.002, median + 0.002));
            Assert.True(row.P50Ms <= row.P90Ms && row.P90Ms <= row.P99Ms && row.P99Ms <= row.P999Ms && row.P999Ms <= row.MaxMs);
        }, iter: 200);

    [Fact]
    public void A_role_changes_with_a_nodes_answer_under_load_and_not_with_its_silence()
    {
        var history = Sample.HistoryOf((10, 0, Invoke, "read"), (90, 0, Ok, "read"));
        var seen = new[]
        {
            Role(1, "n1", NodeRole.Candidate), Role(20, "n1", NodeRole.Leader), Role(30, "n1", NodeRole.Unknown), Role(40, "n1", NodeRole.Leader),
            Role(50, "n1", NodeRole.Follower), Role(25, "n2", NodeRole.Follower), Role(55, "n2", NodeRole.Leader), Role(60, "n2", NodeRole.Leader),
        };
        Assert.Equal(2, RunMetrics.From(history, [], seen).RoleChanges);
        Assert.Equal(0, RunMetrics.From(history, [], seen[..4]).RoleChanges);

        Observation Role(long sentMs, string node, NodeRole role) => new()
        {
            Kind = ObservationKind.Role,
            Node = node,
            Role = role,
            SentNs = sentMs * Ms,
            ReceivedNs = sentMs * Ms,
        };
    }

    [Fact]
    public void An_operation_counts_as_during_a_fault_when_it_was_invoked_in_one()
    {
        var history = Sample.HistoryOf(
            (0, 0, Invoke, "read"), (5, 0, Ok, "read"), (15, 0, Invoke, "read"), (16, 0, Ok, "read"),
            (35, 0, Invoke, "read"), (40, 0, Ok, "read"), (60, 0, Invoke, "read"), (61, 0, Ok, "read"));
        var metrics = Of(history, Sample.Fault("kill-1", 10, 20), Sample.Fault("partition-1", 18, 30), Sample.Fault("kill-2", 58, null));
        Assert.Equal(new OperationCounts(2, 2, 0, 0), metrics.DuringFaults);
        Assert.Equal(23, metrics.FaultsInForceMs);
    }

    [Fact]
    public void The_longest_gap_runs_from_one_ok_to_the_next_while_operations_are_tried()
    {
        var metrics = Of(Sample.HistoryOf(
            (0, 0, Invoke, "read"), (10, 0, Ok, "read"), (20, 0, Invoke, "read"), (620, 0, Info, "read"),
            (630, 1, Invoke, "read"), (920, 1, Ok, "read")));
        Assert.Equal((900, 20), (metrics.LongestGapMs, metrics.LongestGapAtMs));
    }

    [Fact]
    public void A_pause_in_the_load_is_no_gap()
    {
        var metrics = Of(Sample.HistoryOf(
            (0, 0, Invoke, "read"), (10, 0, Ok, "read"), (20, 0, Invoke, "read"), (30, 0, Fail, "read"),
            (9_000, 0, Invoke, "read"), (9_004, 0, Ok, "read")));
        Assert.Equal(10, metrics.LongestGapMs);
    }

    [Fact]
    public void Availability_is_the_share_of_seconds_with_a_success()
    {
        var metrics = Of(Sample.HistoryOf(
            (0, 0, Invoke, "read"), (10, 0, Ok, "read"), (1_500, 0, Invoke, "read"), (1_600, 0, Fail, "read"),
            (2_500, 0, Invoke, "read"), (3_600, 0, Ok, "read"), (9_500, 0, Invoke, "read"), (9_600, 0, Ok, "read")));
        Assert.Equal(0.6, metrics.Availability);
        Assert.Null(Of(new History([])).Availability);
    }

    [Fact]
    public void Leader_changes_are_distinct_elections_after_the_first_operation()
    {
        Observation Election(long sentMs, long term, string node) => new()
        {
            Kind = ObservationKind.Election,
            Node = node,
            Term = term,
            SentNs = sentMs * Ms,
            ReceivedNs = (sentMs + 1) * Ms,
            Role = NodeRole.Leader,
        };
        var history = Sample.HistoryOf((10, 0, Invoke, "read"), (12, 0, Ok, "read"));
        var metrics = RunMetrics.From(history, [],
            [Election(1, 2, "n1"), Election(20, 3, "n2"), Election(21, 3, "n2"), Election(30, 4, "n2"), Election(31, 2, "n1")]);
        Assert.Equal((3, 2), (metrics.Elections, metrics.LeaderChanges));
        Assert.Equal("2 changes of leader", metrics.ChangesInWords());
    }

    [Fact]
    public void Without_elections_the_roles_that_nodes_told_are_counted()
    {
        Observation Role(long sentMs, NodeRole role) => new()
        {
            Kind = ObservationKind.Role,
            Node = "n1",
            SentNs = sentMs * Ms,
            ReceivedNs = (sentMs + 1) * Ms,
            Role = role,
        };
        var history = Sample.HistoryOf((10, 0, Invoke, "read"), (40, 0, Ok, "read"));
        var metrics = RunMetrics.From(history, [], [Role(12, NodeRole.Follower), Role(20, NodeRole.Leader), Role(30, NodeRole.Follower)]);
        Assert.Equal("2 changes of role (no election was seen)", metrics.ChangesInWords());
    }

    [Fact]
    public void Recovery_is_the_first_success_of_an_operation_that_began_after_the_fault()
    {
        var history = Sample.HistoryOf(
            (5, 0, Invoke, "read"), (21, 0, Ok, "read"), (22, 0, Invoke, "read"), (25, 1, Invoke, "read"), (29, 1, Ok, "read"),
            (40, 0, Ok, "read"));
        var metrics = Of(history, Sample.Fault("kill-1", 1, 20), Sample.Fault("pause-1", 2, 10));
        Assert.Equal(new RecoveryTime("kill-1", 20, 9), Assert.Single(metrics.Recoveries));
        Assert.Equal(9, metrics.SlowestRecoveryMs);
    }

    [Fact]
    public void The_fault_table_tells_effective_indeterminate_and_skipped_apart()
    {
        var results = RunResults.From(new ResultsInput
        {
            Run = Sample.Run,
            Checks = [],
            Evidence = new Evidence(
                Sample.HistoryOf((0, 0, Invoke, "read"), (15, 0, Ok, "read"), (50, 0, Invoke, "read"), (51, 0, Fail, "read")),
                [
                    Sample.Fault("partition-1", 10, 20), Sample.Fault("partition-2", 30, 40, effective: false),
                    Sample.Fault("partition-3", null, null, null, FaultOutcome.Indeterminate),
                    Sample.Fault("partition-4", null, null, null, FaultOutcome.Skipped),
                ],
                []),
        });
        var row = results.Faults[0];
        Assert.Equal((3, 1, 1, 1), (row.Injections, row.Effective, row.Indeterminate, row.Skipped));
        Assert.Equal(new OperationCounts(1, 1, 0, 0), row.Operations);
        Assert.Equal(20, row.InForceMs);
    }

    private static RunMetrics Of(History history, params FaultRecord[] schedule) => RunMetrics.From(history, schedule, []);
}
