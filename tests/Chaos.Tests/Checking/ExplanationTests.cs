using Chaos.Checking;
using Chaos.Tests.House;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>What a violation report says beyond its sentence: a smallest contradiction, confirmed; how far an order gets; a table.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public void A_stale_read_is_told_with_the_longest_order_the_refusal_and_a_table()
    {
        var anomaly = Assert.Single(new HistoryScript().Write(0, 4).Write(1, 5).Read(2, Value.Of(4)).Judge().Anomalies);
        var explanation = anomaly.Explanation!;

        Assert.Equal(Confirmation.Confirmed, explanation.Confirmation);
        Assert.Equal([new LegalStep(0, "4"), new LegalStep(2, "5")], explanation.Prefix);
        Assert.Equal([new Refusal(4, "read 4, but the register held 5")], explanation.Refusals);
        Assert.Equal(
            [
                "time     process 0     process 1     process 2",
                "0.000 s  ─ 1: write 4",
                "0.002 s                ─ 2: write 5",
                "0.004 s                              ─ 3: read gave 4",
            ],
            explanation.Table);
    }

    [Fact]
    public void What_overlaps_shows_where_it_begins_and_ends_and_what_never_ends_is_marked()
    {
        var script = new HistoryScript()
            .Invoke(0, "write", Value.Of(7)).Invoke(1, "read").Invoke(3, "read").Ok(1, Value.Of(7)).Ok(3, Value.Of(7)).Info(0).Read(2, Value.Null);
        var part = Assert.Single(ObjectHistory.Split(script.Build(), new RegisterModel()));

        Assert.Equal(
            [
                "time     process 0     process 1  process 2           process 3",
                "0.000 s  ┌ 1: write 7",
                "0.001 s  │             ┌ 2: read",
                "0.002 s  │             │                              ┌ 3: read",
                "0.003 s  │             └ gave 7                       │",
                "0.004 s  │                                            └ gave 7",
                "0.006 s  │                        ─ 4: read gave nil",
                "         ? no answer",
            ],
            ProcessTable.Draw(part, new Dictionary<int, int> { [0] = 1, [1] = 2, [2] = 3, [6] = 4 }));
    }

    [Theory]
    [InlineData("etcd_001.log")]
    [InlineData("etcd_003.log")]
    [InlineData("etcd_006.log")]
    public void The_contradictions_that_the_docs_quote_are_confirmed_and_smallest(string file)
    {
        var history = HistoryImport.Read(Path.Combine(Corpora.Directory, "porcupine", "jepsen", file)).History;
        var anomaly = Assert.Single(Judging.Judge(history, ModelCatalog.Find("cas-register")).Anomalies);

        Assert.Equal(Confirmation.Confirmed, anomaly.Explanation!.Confirmation);
        Assert.True(Minimality.Holds(history, anomaly), anomaly.Sentence);
        var page = Repository.Read("docs/how-to/read-an-explanation.md");
        Assert.All(anomaly.Explanation.Table, line => Assert.Contains($"    {line}\n", page, StringComparison.Ordinal));
        Assert.All(anomaly.Explanation.Refusals, refusal => Assert.Contains($": {refusal.Reason}\n", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_violation_of_the_etcd_corpus_is_explained()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Corpora.Directory, "porcupine", "jepsen"), "*.log").Order())
        {
            if (new FileInfo(file).Length == 0) continue;
            var history = HistoryImport.Read(file).History;
            foreach (var anomaly in Judging.Judge(history, ModelCatalog.Find("cas-register")).Anomalies)
            {
                count++;
                var explanation = anomaly.Explanation!;
                if (explanation.Refusals.Count == 0 || explanation.Table.Count < 2) wrong.Add($"{file}: not explained");
                if (explanation.Confirmation is not Confirmation.Confirmed) wrong.Add($"{file}: {anomaly.Operations.Count} operations");
            }
        }

        Assert.Equal(79, count);
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("queue", true)]
    [InlineData("stack", true)]
    [InlineData("set", true)]
    [InlineData("log", false)]
    [InlineData("mutex", true)]
    public void Contradictions_of_any_model_are_confirmed_and_legal_once_any_operation_is_free(string name, bool isSmallest)
    {
        var model = ModelCatalog.Find(name);
        var wrong = new List<string>();
        foreach (var (title, isLinearizable, operations) in Corpora.Generated($"fuzz-{name}.jsonl.gz"))
        {
            if (isLinearizable) continue;
            var history = new History(operations);
            var anomalies = Judging.Judge(history, model).Anomalies;
            if (anomalies.Count == 0) wrong.Add($"{title}: no anomaly");
            foreach (var anomaly in anomalies)
            {
                if (anomaly.Explanation!.Confirmation is not Confirmation.Confirmed) wrong.Add($"{title}: {anomaly.Operations.Count} operations");
                else if (isSmallest && !IsSmallest(model, history, anomaly)) wrong.Add($"{title}: {anomaly.Sentence}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_queue_that_swaps_two_values_is_told_in_the_words_of_the_model()
    {
        var script = new HistoryScript();
        foreach (var value in new[] { 1, 2, 3, 4 }) script.Invoke(0, "enqueue", Value.Of(value)).Ok(0);
        script.Invoke(1, "dequeue").Ok(1, Value.Of(2)).Invoke(1, "dequeue").Ok(1, Value.Of(1));
        var anomaly = Assert.Single(Judging.Judge(script.Build(), SequenceModel.Queue).Anomalies);

        Assert.Equal(Confirmation.Confirmed, anomaly.Explanation!.Confirmation);
        Assert.DoesNotContain(anomaly.Operations, operation => operation is 4 or 6);
        Assert.Contains("is refused", anomaly.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_is_not_decided_says_how_far_it_came_what_is_hard_and_what_would_help()
    {
        var script = new HistoryScript().Write(0, 1).Invoke(1, "write", Value.Of(1)).Info(1).Read(2, Value.Of(1));
        var result = script.Judge(EngineNames.Zones);
        var undecided = Assert.Single(result.Undecided);

        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Equal((0, 2), (undecided.Reached, undecided.Completions));
        Assert.Contains("1 operation is in flight at once (1 write)", undecided.Hard, StringComparison.Ordinal);
        Assert.Contains("--engine search", undecided.Help, StringComparison.Ordinal);
        Assert.Contains(undecided.Help, result.Reason, StringComparison.Ordinal);
    }

    // Not asked of logs: appends that may happen anywhere have too many orders, and more of them stay than are needed.
    // An operation that is left out must not be missed by others, so it is freed: it may happen at any time after its invocation.
    private static bool IsSmallest(IModel model, History history, Anomaly anomaly)
    {
        var source = ObjectHistory.Split(history, model).Single(item => item.Key == anomaly.Key);
        return anomaly.Operations.Except(anomaly.Optional)
            .Where(operation => AnomalyPart.Of(model, source, anomaly).Calls.Any(call => call.Invoke == operation && !call.IsOpen))
            .All(operation => OrderOracle.Ask(
                model, AnomalyPart.Of(model, source, anomaly with { Optional = [.. anomaly.Optional, operation] })).IsLegal is true);
    }
}
