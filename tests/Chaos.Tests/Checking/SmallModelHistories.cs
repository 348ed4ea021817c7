using CsCheck;

namespace Chaos.Tests.Checking;

/// <summary>Random histories of a few operations of any data type: mostly what a real object did, sometimes a guess.</summary>
internal static class SmallModelHistories
{
    public static Gen<Operation[]> Of(ModelSpec spec, int maxOperations = 7) =>
        Gen.Select(Gen.Int[2, 4], Gen.Int[3, maxOperations], Gen.Int[0, 9999].Array[80])
            .Select((processes, count, draws) => Make(spec, processes, count, draws));

    private static Operation[] Make(ModelSpec spec, int processes, int count, int[] draws)
    {
        var script = new HistoryScript();
        var (at, made) = (0, 0);
        int Draw(int below) => draws[at++ % draws.Length] % below;
        var state = spec.Initial;
        var names = Enumerable.Range(0, processes).ToArray();
        var pending = new Dictionary<int, (string F, Value Argument, Value? Result)>();
        while (at < draws.Length && (made < count || pending.Count > 0))
        {
            var thread = Draw(processes);
            if (!pending.Remove(names[thread], out var call))
            {
                if (made++ >= count) continue;
                var (f, argument) = spec.Call(Draw);
                script.Invoke(names[thread], f, argument);
                var steps = spec.Steps(state, f, argument).ToArray();
                Value? result = null;
                if (steps.Length > 0 && Draw(6) > 0) (state, result) = steps[Draw(Math.Min(2, steps.Length))];
                pending[names[thread]] = (f, argument, result);
                continue;
            }

            var outcome = Draw(10);
            if (outcome < 2)
            {
                script.Info(names[thread]);
                names[thread] += processes;
                continue;
            }

            var answer = call.Result is { } known && outcome < 9 ? known : outcome > 6 ? spec.Guess(Draw, call.F, call.Argument) : (Value?)null;
            if (answer is not { } value) script.Fail(names[thread]);
            else if (value == ModelSpec.Mismatch) script.Mismatch(names[thread]);
            else script.Ok(names[thread], value);
        }

        return [.. script.Operations];
    }
}
