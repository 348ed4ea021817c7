using CsCheck;

namespace Chaos.Tests.Checking;

/// <summary>
/// Random histories of a few operations on one register: some right, some wrong, with operations of unknown outcome and mismatches.
/// Results are mostly those of an atomic register, else whatever was written or will be.
/// </summary>
internal static class SmallHistories
{
    /// <summary>Histories in which values repeat, or all written values differ.</summary>
    public static Gen<Operation[]> Of(bool unique, int maxOperations = 8) =>
        Gen.Select(Gen.Int[2, 4], Gen.Int[3, maxOperations], Gen.Int[0, 999].Array[60])
            .Select((processes, count, draws) => Make(unique, processes, count, draws));

    private static Operation[] Make(bool unique, int processes, int count, int[] draws)
    {
        var script = new HistoryScript();
        var (at, made, written) = (0, 0, 0);
        int Draw(int below) => draws[at++ % draws.Length] % below;
        Value Known() => Draw(unique ? written + 2 : 4) is var v && v == 0 ? Value.Null : Value.Of(v);
        Value Fresh() => Value.Of(unique ? ++written : 1 + Draw(3));
        var state = Value.Null;
        var pending = new Dictionary<int, (string F, Value Argument, Value Seen)>();
        var names = Enumerable.Range(0, processes).ToArray();
        while (at < draws.Length && (made < count || pending.Count > 0))
        {
            var thread = Draw(processes);
            var process = names[thread];
            if (!pending.Remove(process, out var call))
            {
                if (made++ >= count) continue;
                var f = Draw(3) switch { 0 => "read", 1 => "write", _ => "cas" };
                var argument = f switch { "read" => Value.Null, "write" => Fresh(), _ => Value.Of(Draw(2) == 0 ? state : Known(), Fresh()) };
                script.Invoke(process, f, argument);
                var seen = state;
                if (Draw(3) > 0) Apply(f, argument, ref state);
                pending[process] = (f, argument, seen);
                continue;
            }

            var outcome = Draw(10);
            if (outcome < 2)
            {
                script.Info(process);
                names[thread] += processes;
            }
            else if (outcome == 2)
            {
                script.Fail(process);
            }
            else if (call.F == "read")
            {
                script.Ok(process, outcome < 8 ? call.Seen : Known());
            }
            else if (call.F == "write" || call.Argument.AsList()[0] == call.Seen || outcome == 9)
            {
                script.Ok(process);
            }
            else
            {
                script.Mismatch(process, outcome < 6 ? Value.Null : outcome == 6 ? Known() : call.Seen);
            }
        }

        return [.. script.Operations];
    }

    private static void Apply(string f, Value argument, ref Value state)
    {
        if (f == "write") state = argument;
        else if (f == "cas" && argument.AsList()[0] == state) state = argument.AsList()[1];
    }
}
