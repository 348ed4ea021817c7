using Chaos.Checking;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>A key-value history is judged alike with and without looking ahead.</summary>
public sealed class ForesightTests
{
    private static readonly Gen<Operation[]> Histories = Gen.Select(Gen.Int[2, 4], Gen.Int[0, 999].Array[32]).Select(Make);

    [Fact]
    public void Looking_ahead_changes_no_verdict() => Histories.Sample(
        operations => !operations.SaysSomething()
            || Judge(operations, new KeyValueModel()) == Judge(operations, new Shortsighted()),
        iter: Judging.Iterations(3_000));

    [Fact]
    public void Forgetting_that_a_put_overwrites_is_noticed()
    {
        var noticed = false;
        Histories.Sample(
            operations =>
            {
                if (noticed || !operations.SaysSomething()) return;
                noticed |= Judge(operations, new KeyValueModel(), Sabotage.ForesightIgnoresOverwriters)
                    != Judge(operations, new Shortsighted());
            },
            iter: 20_000,
            threads: 1);
        Assert.True(noticed);
    }

    private static Verdict Judge(Operation[] operations, IModel model, Sabotage sabotage = Sabotage.None) =>
        new LinearizabilityChecker(model, sabotage).Check(new Evidence(new History(operations), [], []), new CheckBudget(), default).Verdict;

    private static Operation[] Make(int processes, int[] draws)
    {
        var script = new HistoryScript();
        var at = 0;
        int Draw(int below) => draws[at++ % draws.Length] % below;
        var (state, earlier) = ("", "");
        var pending = new Dictionary<int, (string F, string Seen)>();
        var names = Enumerable.Range(0, processes).ToArray();
        while (at < draws.Length)
        {
            var thread = Draw(processes);
            if (!pending.Remove(names[thread], out var call))
            {
                var f = Draw(6) switch { < 3 => "get", < 5 => "append", _ => "put" };
                var text = Draw(2) == 0 ? "a" : "b";
                script.Invoke(names[thread], f, f == "get" ? Value.Null : Value.Of(text));
                pending[names[thread]] = (f, state);
                earlier = state;
                if (f != "get" && Draw(4) > 0) state = f == "put" ? text : state + text;
                continue;
            }

            if (Draw(8) == 0)
            {
                script.Info(names[thread]);
                names[thread] += processes;
            }
            else if (call.F == "get")
            {
                script.Ok(names[thread], Value.Of(Draw(4) switch { 0 => earlier, 1 => state, _ => call.Seen }));
            }
            else
            {
                script.Ok(names[thread]);
            }
        }

        return [.. script.Operations];
    }

    // The same model, without the look ahead.
    private sealed class Shortsighted : IModel
    {
        private readonly KeyValueModel inner = new();

        public string Name => "shortsighted";

        public Value Initial => inner.Initial;

        public ModelStep Apply(Value state, in Operation invocation, in Operation? completion) => inner.Apply(state, invocation, completion);

        public string? KeyOf(in Operation invocation) => inner.KeyOf(invocation);
    }
}
