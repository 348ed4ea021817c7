using Chaos.Checking;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>The checker that follows a run sees what the full check sees, and holds no past.</summary>
public sealed class OnlineCheckerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_sees_a_violation_exactly_where_trying_every_order_finds_one(bool unique) => SmallHistories.Of(unique).Sample(
        operations =>
        {
            var checker = new OnlineChecker(new RegisterModel());
            foreach (var entry in operations.Concat(Endings(operations))) checker.Observe(entry);
            return checker.Violation is null == RegisterOracle.IsLinearizable(operations);
        },
        iter: Judging.Iterations(20_000));

    [Theory]
    [InlineData("queue")]
    [InlineData("stack")]
    [InlineData("set")]
    [InlineData("log")]
    [InlineData("mutex")]
    public void It_gives_generated_histories_their_known_verdicts(string model)
    {
        var wrong = new List<string>();
        foreach (var (name, isLinearizable, operations) in Corpora.Generated($"fuzz-{model}.jsonl.gz"))
        {
            var checker = new OnlineChecker(ModelCatalog.Find(model));
            foreach (var entry in operations.Concat(Endings(operations))) checker.Observe(entry);
            if (checker.Violation is null != isLinearizable) wrong.Add($"{name}: {checker.Violation}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_violation_is_told_at_the_completion_that_shows_it()
    {
        var checker = new OnlineChecker(new RegisterModel());
        var script = new HistoryScript().Write(0, 4, "k1").Write(1, 5, "k1").Read(2, Value.Of(4), "k1").Write(0, 6, "k1");
        foreach (var entry in script.Operations) checker.Observe(entry);

        Assert.Equal(("k1", 5L), (checker.Violation!.Key, checker.Violation.Index));
        Assert.Contains("read of k1 by process 2 at 0.004 s (read gave 4)", checker.Violation.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_at_rest_hold_one_configuration_each_however_long_their_past()
    {
        var checker = new OnlineChecker(new RegisterModel());
        var index = 0L;
        for (var round = 0; round < 10_000; round++)
        {
            foreach (var entry in new HistoryScript().Write(0, round, $"k{round % 10}").Read(1, Value.Of(round), $"k{round % 10}").Operations)
                checker.Observe(entry with { Index = index++ });
        }

        Assert.Null(checker.Violation);
        Assert.Equal((10, 10L), (checker.Followed, checker.Configurations));
    }

    [Fact]
    public void An_object_that_grows_too_large_is_given_up_and_raises_no_alarm()
    {
        var checker = new OnlineChecker(new RegisterModel(), new OnlineLimits { ConfigurationsPerReturn = 4 });
        var script = new HistoryScript();
        for (var process = 0; process < 8; process++) script.Invoke(process, "write", Value.Of(process)).Info(process);
        script.Read(8, Value.Of(99));
        foreach (var entry in script.Operations) checker.Observe(entry);

        Assert.Null(checker.Violation);
        Assert.Equal((0, 1), (checker.Followed, checker.GivenUp));
    }

    // What has not ended by the end of a history is never going to.
    private static IEnumerable<Operation> Endings(IReadOnlyList<Operation> operations)
    {
        var open = new SortedDictionary<int, Operation>();
        foreach (var operation in operations)
        {
            if (operation.Type is OperationType.Invoke) open[operation.Process] = operation;
            else open.Remove(operation.Process);
        }

        return open.Values.Select(operation => operation with { Type = OperationType.Info });
    }
}
