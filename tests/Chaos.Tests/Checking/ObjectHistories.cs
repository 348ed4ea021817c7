using CsCheck;

namespace Chaos.Tests.Checking;

/// <summary>
/// Random histories of a real atomic object: every operation takes effect once, somewhere between its ends; crashed ones maybe long after
/// they timed out, or never. Values that are put into something are all different, and counters mostly count in equal steps.
/// </summary>
internal sealed class ObjectHistories
{
    private static readonly int[] Steps = [1, 1, 2, -1];
    private readonly HistoryScript script = new();
    private readonly List<Pending> crashed = [];
    private readonly ModelSpec spec;
    private readonly int[] draws;
    private readonly int crashPercent;
    private readonly int wrongPercent;
    private Value state;
    private int at;
    private int made;

    private ObjectHistories(ModelSpec spec, int[] draws, int crashPercent, int wrongPercent)
    {
        this.spec = spec;
        this.draws = draws;
        this.crashPercent = crashPercent;
        this.wrongPercent = wrongPercent;
        state = spec.Initial;
    }

    /// <summary>Histories of up to so many operations, of which some results are guesses; none where <paramref name="isTrue"/>.</summary>
    public static Gen<Operation[]> Of(ModelSpec spec, int maxOperations, bool isTrue = false) => Gen.Select(
            Gen.Int[2, 4], Gen.Int[3, maxOperations], Gen.Int[0, 9999].Array[12 * maxOperations], Gen.Int[0, 3], Gen.Int[0, 2])
        .Select((processes, count, draws, crash, wrong) => new ObjectHistories(spec, draws, 10 * crash, isTrue ? 0 : 8 * wrong).Run(processes, count));

    /// <summary>One history without guesses.</summary>
    public static Operation[] Example(ModelSpec spec) =>
        new ObjectHistories(spec, [.. Enumerable.Range(0, 400).Select(draw => draw * 7919 % 9973)], 0, 0).Run(3, 12);

    private Operation[] Run(int processes, int count)
    {
        var names = Enumerable.Range(0, processes).ToArray();
        var pending = new Dictionary<int, Pending>();
        while (at < draws.Length && (made < count || pending.Count > 0))
        {
            if (crashed.Count > 0 && Draw(3) == 0) TakeEffect(Late());
            var thread = Draw(processes);
            if (!pending.TryGetValue(thread, out var call))
            {
                if (made++ < count) pending[thread] = Invoke(names[thread]);
                continue;
            }

            if (Draw(100) < crashPercent)
            {
                script.Info(names[thread]);
                names[thread] += processes;
                pending.Remove(thread);
                if (!call.HasEffect && Draw(3) > 0) crashed.Add(call);
            }
            else if (!call.HasEffect)
            {
                if (Draw(3) > 0) TakeEffect(call);
            }
            else
            {
                Complete(names[thread], call);
                pending.Remove(thread);
            }
        }

        return [.. script.Operations];
    }

    private Pending Invoke(int process)
    {
        var (f, argument) = spec.Call(Draw);
        if (f is "enqueue" or "push" or "append") argument = Value.Of(made);
        if (spec.Model.Name == "counter" && f == "add" && Draw(50) > 0) argument = Value.Of(Steps[draws[0] % Steps.Length]);
        script.Invoke(process, f, argument);
        return new Pending(f, argument);
    }

    private Pending Late()
    {
        var place = Draw(crashed.Count);
        var call = crashed[place];
        crashed.RemoveAt(place);
        return call;
    }

    private void TakeEffect(Pending call)
    {
        call.HasEffect = true;
        var steps = spec.Steps(state, call.F, call.Argument).ToArray();
        if (steps.Length == 0) return;
        var (next, result) = steps[Draw(steps.Length)];
        (state, call.Result) = (next, result);
    }

    private void Complete(int process, Pending call)
    {
        var isGuess = Draw(100) < wrongPercent;
        if (call.Result is not { } result && !isGuess) script.Fail(process);
        else script.Ok(process, isGuess ? Guess(call) : call.Result!.Value);
    }

    private Value Guess(Pending call) => call.F switch
    {
        "dequeue" or "pop" => Draw(3) == 0 ? default : Value.Of(1 + Draw(made)),
        "read" when call.Argument is { IsNull: false } offset => Value.Of(offset, Draw(3) == 0 ? default : Value.Of(1 + Draw(made))),
        "read" when spec.Model.Name == "counter" => Value.Of(Steps[draws[0] % Steps.Length] * Draw(1 + made)),
        _ => spec.Guess(Draw, call.F, call.Argument),
    };

    private int Draw(int below) => draws[at++ % draws.Length] % below;

    private sealed class Pending(string f, Value argument)
    {
        public string F { get; } = f;

        public Value Argument { get; } = argument;

        public bool HasEffect { get; set; }

        public Value? Result { get; set; }
    }
}
