using Chaos.Checking;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Chaos.Tests.Checking;

public sealed class LinearizabilityCheckerTests
{
    private static readonly string[] Engines = [EngineNames.Zones, EngineNames.Search];

    [Fact]
    public void A_read_that_misses_an_acknowledged_write_is_a_stale_read()
    {
        foreach (var engine in Engines)
        {
            var result = new HistoryScript()
                .Write(1, 4, "k3").Write(2, 5, "k3").Invoke(3, "write", Value.Of(6), "k3").Read(7, Value.Of(4), "k3").Info(3)
                .Judge(engine);

            Assert.Equal(Verdict.Invalid, result.Verdict);
            var anomaly = Assert.Single(result.Anomalies);
            Assert.Equal("stale-read", anomaly.Name);
            Assert.Equal("k3", anomaly.Key);
            Assert.Equal(
                "read of k3 by process 7 at 0.005 s returned 4; 4 was overwritten by 5 at 0.003 s before the read began; "
                + "only 5 or 6 were possible",
                anomaly.Sentence);
            Assert.Equal([0, 2, 5], anomaly.Operations);
            Assert.Equal(
                ["wrote 4", "wrote 5: the write that the read missed", "read 4, already overwritten"], anomaly.Roles);
            Assert.Equal(6_000_000, anomaly.AtNs);
        }
    }

    [Fact]
    public void A_read_of_nil_after_a_write_is_a_stale_read()
    {
        var result = new HistoryScript().Write(1, 4).Read(2, Value.Null).Judge();

        Assert.Equal("stale-read", Assert.Single(result.Anomalies).Name);
        Assert.Contains("nil was overwritten by 4", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_another_read_has_shown_to_be_gone_is_a_stale_read()
    {
        var result = new HistoryScript()
            .Write(1, 1).Invoke(2, "write", Value.Of(2)).Read(3, Value.Of(2)).Read(4, Value.Of(1)).Info(2).Judge();

        var anomaly = Assert.Single(result.Anomalies);
        Assert.Equal("stale-read", anomaly.Name);
        Assert.Contains("overwritten by 2, which the read by process 3 had seen by 0.004 s, before the read began", anomaly.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_nobody_wrote_is_a_phantom_read()
    {
        var result = new HistoryScript().Write(1, 1).Read(2, Value.Of(9)).Judge();

        var anomaly = Assert.Single(result.Anomalies);
        Assert.Equal("phantom-read", anomaly.Name);
        Assert.Equal([2], anomaly.Operations);
    }

    [Fact]
    public void A_value_whose_write_was_reported_as_failed_is_a_phantom_read_that_names_the_write()
    {
        var result = new HistoryScript().Invoke(1, "write", Value.Of(9)).Fail(1).Read(2, Value.Of(9)).Judge();

        var anomaly = Assert.Single(result.Anomalies);
        Assert.Equal("phantom-read", anomaly.Name);
        Assert.Contains("by process 1 at 0.000 s, was reported as failed", anomaly.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_read_before_its_write_began_is_a_future_read()
    {
        var result = new HistoryScript().Read(2, Value.Of(9)).Write(1, 9).Judge();

        Assert.Equal("future-read", Assert.Single(result.Anomalies).Name);
    }

    [Fact]
    public void Two_cas_that_replace_the_same_value_are_a_lost_update()
    {
        foreach (var engine in Engines)
        {
            var result = new HistoryScript().Write(1, 1).Cas(2, Value.Of(1), 2).Cas(3, Value.Of(1), 3).Judge(engine);

            var anomaly = Assert.Single(result.Anomalies);
            Assert.Equal("lost-update", anomaly.Name);
            Assert.Equal([0, 2, 4], anomaly.Operations);
        }
    }

    [Fact]
    public void A_mismatch_is_an_observation()
    {
        static HistoryScript Mismatched(Value seen) =>
            new HistoryScript().Write(1, 1).Invoke(2, "cas", Value.Of(Value.Of(1), Value.Of(2))).Mismatch(2, seen);

        Assert.Equal(Verdict.Invalid, Mismatched(Value.Null).Judge().Verdict);
        Assert.Equal(Verdict.Invalid, Mismatched(Value.Of(3)).Judge().Verdict);
        Assert.Equal(Verdict.Valid, new HistoryScript()
            .Write(1, 1).Write(1, 3).Invoke(2, "cas", Value.Of(Value.Of(1), Value.Of(2))).Mismatch(2, Value.Of(3)).Judge().Verdict);
    }

    [Fact]
    public void Any_other_failure_never_happened()
    {
        var script = new HistoryScript().Write(1, 1).Invoke(2, "write", Value.Of(2)).Fail(2).Read(3, Value.Of(1));

        Assert.Equal(Verdict.Valid, script.Judge().Verdict);
        Assert.Equal("2", script.Judge().Details["operations"]);
    }

    [Fact]
    public void A_write_of_unknown_outcome_may_take_effect_long_after_or_never()
    {
        foreach (var engine in Engines)
        {
            Assert.Equal(Verdict.Valid, new HistoryScript()
                .Invoke(1, "write", Value.Of(1)).Info(1).Write(2, 2).Read(3, Value.Of(2)).Read(3, Value.Of(1)).Judge(engine).Verdict);
            Assert.Equal(Verdict.Valid, new HistoryScript()
                .Invoke(1, "write", Value.Of(1)).Info(1).Write(2, 2).Read(3, Value.Of(2)).Judge(engine).Verdict);
            Assert.Equal(Verdict.Invalid, new HistoryScript()
                .Invoke(1, "write", Value.Of(1)).Info(1).Write(2, 2).Read(3, Value.Of(1)).Read(3, Value.Of(2)).Read(3, Value.Of(1))
                .Judge(engine).Verdict);
        }
    }

    [Fact]
    public void An_operation_without_any_completion_is_one_of_unknown_outcome()
    {
        Assert.Equal(Verdict.Valid, new HistoryScript().Invoke(1, "write", Value.Of(1)).Read(2, Value.Of(1)).Judge().Verdict);
    }

    [Fact]
    public void Keys_are_judged_by_themselves_and_the_worst_verdict_counts()
    {
        var script = new HistoryScript();
        for (var key = 0; key < 20; key++) script.Write(1, 7, $"k{key}").Read(2, Value.Of(key == 13 ? 8 : 7), $"k{key}");

        var result = script.Judge();

        Assert.Equal(Verdict.Invalid, result.Verdict);
        Assert.Equal("k13", Assert.Single(result.Anomalies).Key);
        Assert.Equal("20", result.Details["keys"]);
        Assert.Equal("40", result.Details["operations"]);
        Assert.Equal("1", result.Details["invalidKeys"]);
        Assert.Equal("zones on 20", result.Details["engine"]);
    }

    [Fact]
    public void Repeated_values_go_to_the_search()
    {
        var result = new HistoryScript().Write(1, 1).Write(1, 1).Read(2, Value.Of(1)).Judge();

        Assert.Equal(Verdict.Valid, result.Verdict);
        Assert.Equal("search on 1", result.Details["engine"]);
    }

    [Fact]
    public void Many_violations_are_counted_but_not_all_explained()
    {
        var script = new HistoryScript();
        for (var value = 1; value <= 50; value++) script.Write(1, value).Read(2, Value.Of(1000 + value));

        var result = script.Judge();

        Assert.Equal("50", result.Details["anomalies"]);
        Assert.Equal(5, result.Anomalies.Count);
    }

    [Fact]
    public void Nothing_to_check_is_unknown()
    {
        Assert.Equal(Verdict.Unknown, new HistoryScript().Judge().Verdict);
        Assert.Equal(Verdict.Unknown, new HistoryScript().Invoke(1, "write", Value.Of(1)).Info(1).Judge().Verdict);
        Assert.Equal(Verdict.Unknown, new HistoryScript().Invoke(1, "read").Fail(1).Judge().Verdict);
    }

    [Fact]
    public void A_check_without_time_is_unknown_and_says_why()
    {
        var result = new LinearizabilityChecker(new RegisterModel()).Check(
            new Evidence(new HistoryScript().Write(1, 1).Build(), [], []),
            new CheckBudget { TimeLimit = TimeSpan.Zero, TimeProvider = new FakeTimeProvider() },
            CancellationToken.None);

        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Contains("the time limit of 0 s ran out", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_check_is_unknown()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        var result = new LinearizabilityChecker(new RegisterModel()).Check(
            new Evidence(new HistoryScript().Write(1, 1).Build(), [], []), new CheckBudget(), source.Token);

        Assert.Equal(Verdict.Unknown, result.Verdict);
    }

    [Fact]
    public void A_search_that_outgrows_its_memory_is_unknown_and_says_how_far_it_came()
    {
        var history = new History(AtomicRegister.Run(seed: 3, operations: 4_000, processes: 30, values: 3, crashedPercent: 5));

        var result = new LinearizabilityChecker(new RegisterModel()).Check(
            new Evidence(history, [], []), new CheckBudget { MemoryLimitBytes = history.SizeBytes + 500_000 }, CancellationToken.None);

        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Contains("the memory limit of 0 MiB was reached after", result.Reason, StringComparison.Ordinal);
        Assert.Equal("1", result.Details["unknownKeys"]);
    }

    [Fact]
    public void An_unknown_engine_is_named_with_the_nearest_one()
    {
        var failure = Assert.Throws<UsageException>(() => new HistoryScript().Write(1, 1).Judge("zone"));

        Assert.Contains("Did you mean 'zones'?", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forced_engine_that_cannot_judge_is_unknown()
    {
        var result = new HistoryScript().Write(1, 1).Write(1, 1).Judge(EngineNames.Zones);

        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Contains("every written value to be different", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_that_a_register_does_not_know_is_named_with_its_entry()
    {
        var failure = Assert.Throws<HistoryFormatException>(
            () => new HistoryScript().Write(1, 1).Invoke(2, "enqueue", Value.Of(1)).Ok(2).Judge());

        Assert.Contains("Entry 2: the model register knows read, write and cas, but not 'enqueue'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_found_by_its_name()
    {
        Assert.IsType<RegisterModel>(ModelCatalog.Find("cas-register"));
        Assert.Contains(
            "Did you mean 'register'?", Assert.Throws<UsageException>(() => ModelCatalog.Find("registr")).Message, StringComparison.Ordinal);
    }
}
