using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>Which engine judges, and that the results say so.</summary>
public sealed class EngineChoiceTests
{
    [Theory]
    [InlineData("queue", "queue")]
    [InlineData("unordered-queue", "bag")]
    [InlineData("stack", "stack")]
    [InlineData("set", "two-state")]
    [InlineData("mutex", "two-state")]
    [InlineData("log", "offsets")]
    [InlineData("counter", "steps")]
    [InlineData("unique-ids", "distinct")]
    [InlineData("fenced-lock", "search")]
    public void The_engine_of_a_model_judges_unless_another_is_forced(string name, string engine)
    {
        var model = ModelCatalog.Find(name);
        var history = new History(ObjectHistories.Example(ModelSpecs.All[name]));

        Assert.StartsWith($"{engine} on ", Check(history, model).Details["engine"], StringComparison.Ordinal);
        Assert.StartsWith("search on ", Check(history, model, EngineNames.Search).Details["engine"], StringComparison.Ordinal);
        Assert.Equal(Check(history, model).Verdict, Check(history, model, EngineNames.Search).Verdict);
        Assert.Throws<UsageException>(() => Check(history, model, EngineNames.Zones));
    }

    [Fact]
    public void A_value_that_went_in_twice_and_came_out_is_searched_and_the_results_say_why()
    {
        var script = new HistoryScript();
        foreach (var value in new[] { 1, 1, 2 }) script.Invoke(0, "enqueue", Value.Of(value)).Ok(0);
        var history = script.Invoke(1, "dequeue").Ok(1, Value.Of(1)).Build();

        var result = Check(history, SequenceModel.Queue);
        Assert.Equal((Verdict.Valid, "search on 1"), (result.Verdict, result.Details["engine"]));
        Assert.Equal(
            "1 of 1; the engine queue does not apply: 1 went in more than once, so that its result does not tell which one was taken",
            result.Details["searched"]);
        var forced = Check(history, SequenceModel.Queue, EngineNames.Queue);
        Assert.Equal(Verdict.Unknown, forced.Verdict);
        Assert.Contains("--engine search", forced.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_went_in_twice_and_never_came_out_does_no_harm()
    {
        var script = new HistoryScript();
        foreach (var value in new[] { 2, 1, 1 }) script.Invoke(0, "enqueue", Value.Of(value)).Ok(0);
        var history = script.Invoke(1, "dequeue").Ok(1, Value.Of(2)).Build();

        Assert.Equal("queue on 1", Check(history, SequenceModel.Queue).Details["engine"]);
    }

    [Fact]
    public void Adds_of_different_sizes_are_searched()
    {
        var history = new HistoryScript().Invoke(0, "add", Value.Of(2)).Ok(0).Invoke(0, "add", Value.Of(3)).Ok(0).Invoke(0, "read").Ok(0, Value.Of(5)).Build();

        Assert.Equal("search on 1", Check(history, new CounterModel()).Details["engine"]);
    }

    /// <summary>
    /// The early pop of unknown outcome is needed for the last value. The engine gives it to the first one, which could as well be gone late,
    /// with the second; so it must not decide.
    /// </summary>
    [Fact]
    public void A_stack_of_which_the_engine_is_not_sure_is_searched()
    {
        var script = new HistoryScript().Invoke(0, "push", Value.Of("bottom")).Ok(0).Invoke(1, "push", Value.Of("first")).Ok(1)
            .Invoke(2, "pop").Info(2).Invoke(0, "pop")
            .Invoke(1, "push", Value.Of("second")).Ok(1).Invoke(3, "push", Value.Of("top")).Ok(3).Invoke(1, "push", Value.Of("last")).Ok(1)
            .Invoke(3, "pop").Ok(3, Value.Of("top")).Invoke(4, "pop").Info(4).Invoke(5, "pop").Info(5).Ok(0, Value.Of("bottom"));
        var history = script.Build();
        var source = Assert.Single(ObjectHistory.Split(history, SequenceModel.Stack));

        Assert.Equal(Verdict.Unknown, StackEngine.Lifo.Judge(source).Verdict);
        Assert.Equal(Verdict.Invalid, StackEngine.Lifo.Judge(source, Sabotage.StackFoundDecides).Verdict);
        Assert.True(ModelSpecs.All["stack"].Allows(script.Operations));
        var result = Check(history, SequenceModel.Stack);
        Assert.Equal((Verdict.Valid, "search on 1"), (result.Verdict, result.Details["engine"]));
        Assert.Contains("the engine stack does not apply", result.Details["searched"], StringComparison.Ordinal);
    }

    private static CheckResult Check(History history, IModel model, string? engine = null) => new LinearizabilityChecker(model).Check(
        new Evidence(history, [], []), new CheckBudget { Engine = engine }, CancellationToken.None);
}
