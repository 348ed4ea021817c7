using System.Globalization;
using System.Text;
using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>What a check may cost, and what it says when it may not go on.</summary>
public sealed class BudgetTests
{
    private const int Overlapping = 24;

    [Fact]
    public void A_hard_object_keeps_no_other_one_waiting()
    {
        // The hard one has more operations and comes first; the other one has a violation.
        var history = Hard("hard").Invoke(1, "enqueue", Value.Of(1), "bad").Ok(1).Invoke(1, "dequeue", default, "bad").Ok(1, Value.Of(2));

        var result = Check(history, new() { TimeProvider = new TickingTime(TimeSpan.FromMilliseconds(10)) });

        Assert.Equal(Verdict.Invalid, result.Verdict);
        Assert.Equal(["bad"], result.Anomalies.Select(anomaly => anomaly.Key).Distinct());
        var undecided = Assert.Single(result.Undecided);
        Assert.Equal("hard", undecided.Key);
        Assert.Contains("set aside", undecided.Why, StringComparison.Ordinal);
        Assert.Contains("after a violation on another object had decided the verdict", undecided.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Hard_objects_use_all_the_time_while_no_violation_is_known()
    {
        var history = Hard("hard").Invoke(1, "enqueue", Value.Of(1), "good").Ok(1).Invoke(1, "dequeue", default, "good").Ok(1, Value.Of(1));

        var result = Check(history, new() { TimeLimit = TimeSpan.FromSeconds(10), TimeProvider = new TickingTime(TimeSpan.FromMilliseconds(100)) });

        Assert.Equal(Verdict.Unknown, result.Verdict);
        var undecided = Assert.Single(result.Undecided);
        Assert.Equal("hard", undecided.Key);
        Assert.StartsWith("the time limit of 10 s ran out after ", undecided.Why, StringComparison.Ordinal);
        Assert.Contains("in flight at once", undecided.Hard, StringComparison.Ordinal);
        Assert.Contains("a longer --time-limit", undecided.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void States_count_against_the_memory_limit()
    {
        var limit = 16L << 20;

        var result = Check(Hard("hard"), new() { MemoryLimitBytes = limit });

        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.StartsWith("the memory limit of 16 MiB was reached after ", Assert.Single(result.Undecided).Why, StringComparison.Ordinal);
        // A state of some twenty values takes 400 bytes; without them the configurations alone would fill the limit much later.
        var configurations = long.Parse(result.Details["configurations"], CultureInfo.InvariantCulture);
        Assert.InRange(configurations, 1, limit / 100);
    }

    [Fact]
    public void An_object_that_does_not_fit_is_not_begun()
    {
        var history = new History(AtomicRegister.Run(seed: 3, operations: 4_000, processes: 5, values: 3, crashedPercent: 0));

        var result = new LinearizabilityChecker(new RegisterModel()).Check(
            new Evidence(history, [], []), new CheckBudget { MemoryLimitBytes = history.SizeBytes + 1000 }, CancellationToken.None);

        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Contains("leaves 0 MiB, and it takes 1 MiB to begin with", Assert.Single(result.Undecided).Why, StringComparison.Ordinal);
        Assert.Contains("a larger --memory-limit", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("own.jsonl")]
    [InlineData("jepsen.edn")]
    [InlineData("etcd.log")]
    public void A_history_that_does_not_fit_is_not_read_to_its_end(string name)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("chaos-budget-").FullName, name);
        File.WriteAllText(path, Text(name));

        var failure = Assert.Throws<MemoryLimitException>(() => HistoryImport.Read(path, memoryLimitBytes: 1 << 20));
        Assert.Contains($"the memory limit of 1 MiB was reached while {path} was read, after ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(100_000, HistoryImport.Read(path).History.Count);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void A_history_says_how_large_it_is()
    {
        var history = new History(AtomicRegister.Run(seed: 1, operations: 100_000, processes: 5, values: 3, crashedPercent: 1));

        Assert.InRange(new History([]).SizeBytes, 0, 10_000);
        Assert.InRange(history.SizeBytes, 28L * history.Count, 60L * history.Count);
    }

    // Every order of the enqueues is possible until the last operation, and none explains that.
    private static HistoryScript Hard(string key)
    {
        var script = new HistoryScript();
        for (var i = 0; i < Overlapping; i++) script.Invoke(10 + i, "enqueue", Value.Of(i), key);
        for (var i = 0; i < Overlapping; i++) script.Ok(10 + i);
        return script.Invoke(9, "dequeue", default, key).Ok(9, Value.Of(999));
    }

    private static CheckResult Check(HistoryScript script, CheckBudget budget) =>
        new LinearizabilityChecker(SequenceModel.Queue).Check(
            new Evidence(script.Build(), [], []), budget with { Engine = EngineNames.Search, Parallelism = 1 }, CancellationToken.None);

    private static string Text(string name)
    {
        var text = new StringBuilder(
            name == "own.jsonl" ? "{\"schema\":\"chaos-history/1\",\"run\":\"r\",\"wall\":\"2026-01-31T12:00:00Z\"}\n" : "");
        for (var i = 0; i < 100_000; i++)
        {
            var (type, value) = (i % 2 == 0 ? "invoke" : "ok", i / 2);
            text.Append(name switch
            {
                "own.jsonl" => $$"""{"index":{{i}},"time":{{i}},"process":0,"type":"{{type}}","f":"write","value":{{value}}}""",
                "jepsen.edn" => $"{{:process 0, :type :{type}, :f :write, :value {value}}}",
                _ => $"INFO  jepsen.util - 0\t:{type}\t:write\t{value}",
            }).Append('\n');
        }

        return text.ToString();
    }
}
