using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>For each of the models beside the register a history that is right and one that is not, with the model's words for it.</summary>
public sealed class ShippedModelTests
{
    [Fact]
    public void Versions_of_a_register_count_its_changes()
    {
        HistoryScript Good() => Start()
            .Invoke(0, "write", Value.Of(7)).Ok(0, Pair(1, Value.Of(7)))
            .Invoke(1, "cas", Pair(1, Value.Of(8))).Ok(1, Pair(2, Value.Of(8)));
        Accepts("versioned-register", Good().Invoke(0, "cas", Pair(1, Value.Of(9))).Mismatch(0, Value.Of(2)).Invoke(2, "read").Ok(2, Pair(2, Value.Of(8))));
        Refuses("versioned-register", Good().Invoke(0, "read").Ok(0, Pair(1, Value.Of(7))), "read [1 7], but the register held [2 8]");
        Refuses("versioned-register", Start().Invoke(0, "write", Value.Of(7)).Ok(0, Pair(2, Value.Of(7))), "made version 2, but 1 was next");
        Accepts("versioned-register", Start().Invoke(0, "write", Value.Of(7)).Ok(0, Value.Of(Value.Null, Value.Of(7))));
    }

    [Fact]
    public void Registers_of_a_map_are_read_together()
    {
        HistoryScript Torn() => Start().Invoke(0, "txn", Txn(("write", "x", 1), ("write", "y", 1))).Ok(0);
        Accepts(
            "multi-register:x=0:y=0",
            Torn().Invoke(1, "txn", Txn(("read", "x", null), ("read", "y", null))).Ok(1, Txn(("read", "x", 1), ("read", "y", 1))));
        Refuses(
            "multi-register:x=0:y=0",
            Torn().Invoke(1, "txn", Txn(("read", "x", null), ("read", "y", null))).Ok(1, Txn(("read", "x", 1), ("read", "y", 0))),
            "read 0 of y, but the register held 1");
        Assert.Contains("x=0", Assert.Throws<UsageException>(() => ModelCatalog.Find("multi-register:x")).Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => ModelCatalog.Find("queue:x=0"));
    }

    [Fact]
    public void Tokens_of_a_fenced_lock_grow_and_one_holds_it()
    {
        var held = Start().Invoke(0, "acquire").Ok(0, Value.Of(3));
        Accepts("fenced-lock", held.Invoke(0, "release", Value.Of(3)).Ok(0).Invoke(1, "acquire").Ok(1, Value.Of(9)));
        Refuses("fenced-lock", Start().Invoke(0, "acquire").Ok(0, Value.Of(3)).Invoke(1, "acquire").Ok(1, Value.Of(4)), "but the lock was held (token 3)");
        Refuses(
            "fenced-lock",
            Start().Invoke(0, "acquire").Ok(0, Value.Of(3)).Invoke(0, "release").Ok(0).Invoke(1, "acquire").Ok(1, Value.Of(3)),
            "a token of at least 3 had been given before");
        Refuses("fenced-lock", Start().Invoke(0, "acquire").Ok(0, Value.Of(3)).Invoke(1, "release", Value.Of(2)).Ok(1), "but the holder was 3");
    }

    [Fact]
    public void An_unordered_queue_gives_each_value_once_in_any_order()
    {
        HistoryScript Two() => Start().Invoke(0, "enqueue", Value.Of(1)).Ok(0).Invoke(0, "enqueue", Value.Of(2)).Ok(0).Invoke(1, "dequeue").Ok(1, Value.Of(2));
        Accepts("unordered-queue", Two().Invoke(1, "dequeue").Ok(1, Value.Of(1)).Invoke(1, "dequeue").Ok(1, Value.Null));
        Accepts("unordered-queue", Two().Invoke(1, "dequeue").Info(1).Invoke(2, "dequeue").Ok(2, Value.Null));
        Refuses("unordered-queue", Two().Invoke(1, "dequeue").Ok(1, Value.Of(2)), "dequeue gave 2, but the queue held [1]");
        Refuses("unordered-queue", Two().Invoke(1, "dequeue").Ok(1, Value.Null), "dequeue found nothing, but the queue held [1]");
    }

    [Fact]
    public void A_counter_loses_no_add()
    {
        HistoryScript Two() => Start().Invoke(0, "add", Value.Of(2)).Ok(0).Invoke(1, "add", Value.Of(3)).Info(1);
        Accepts("counter", Two().Invoke(0, "read").Ok(0, Value.Of(2)).Invoke(0, "read").Ok(0, Value.Of(5)));
        Refuses("counter", Two().Invoke(0, "read").Ok(0, Value.Of(3)), "read 3, but the counter stood at");
    }

    [Fact]
    public void An_id_is_given_once()
    {
        Accepts("unique-ids", Start().Invoke(0, "generate").Ok(0, Value.Of("a")).Invoke(1, "generate").Ok(1, Value.Of("b")));
        Refuses("unique-ids", Start().Invoke(0, "generate").Ok(0, Value.Of("a")).Invoke(1, "generate").Ok(1, Value.Of("a")), "generate gave a, which had been given before");
    }

    [Fact]
    public void A_term_has_one_leader()
    {
        HistoryScript One() => Start().Invoke(0, "lead", Pair(1, Value.Of("n1"))).Ok(0).Invoke(1, "lead", Pair(2, Value.Of("n2"))).Ok(1);
        Accepts("leader", One().Invoke(0, "observe", Value.Of(1)).Ok(0, Pair(1, Value.Of("n1"))));
        Refuses("leader", One().Invoke(2, "lead", Pair(2, Value.Of("n3"))).Ok(2), "n3 led in term 2, but n2 was the leader of that term");
    }

    private static HistoryScript Start() => new();

    private static Value Pair(long first, Value second) => Value.Of(Value.Of(first), second);

    private static Value Txn(params (string F, string Key, int? Value)[] parts) => Value.Of([.. parts.Select(part =>
        Value.Of(Value.Of(part.F), Value.Of(part.Key), part.Value is { } value ? Value.Of(value) : Value.Null))]);

    private static void Accepts(string model, HistoryScript script)
    {
        var result = Judging.Judge(script.Build(), ModelCatalog.Find(model));
        Assert.True(result.Verdict is Verdict.Valid, result.Reason);
    }

    private static void Refuses(string model, HistoryScript script, string words)
    {
        var judge = ModelCatalog.Find(model);
        var history = script.Build();
        Assert.Equal(Verdict.Invalid, Judging.Judge(history, judge).Verdict);
        Assert.Contains(words, Refusal(judge, history), StringComparison.Ordinal);
    }

    // What the model says first when the last operation's object is taken through the history in the order written.
    private static string? Refusal(IModel model, History history)
    {
        var state = model.Initial;
        var key = model.KeyOf(history.Last(entry => entry.Type is OperationType.Invoke));
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Type is not OperationType.Invoke || model.KeyOf(history[i]) != key) continue;
            var end = history[history.CompletionOf(i)];
            var step = model.Apply(state, history[i], end.Type is OperationType.Info ? null : end);
            if (!step.IsLegal) return step.Reason;
            state = step.State;
        }

        return null;
    }
}
