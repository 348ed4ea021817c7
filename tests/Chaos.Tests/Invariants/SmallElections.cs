using Chaos.Tests.Checking;

namespace Chaos.Tests.Invariants;

/// <summary>
/// Small random histories of an election, and an oracle that tries every order of them. The state is who leads in which term, and the largest term so
/// far; a lease may end at any moment.
/// </summary>
internal static class SmallElections
{
    private const int Processes = 3;
    private const int Steps = 12;
    private const long HighestTerm = 9;

    /// <summary>Operations that take effect at their ends, with some answers spoilt.</summary>
    public static History Draw(Randomness random)
    {
        var script = new HistoryScript();
        var open = new Dictionary<int, (string F, Value Argument)>();
        var (term, leader) = (0L, Value.Null);
        for (var step = 0; step < Steps; step++)
        {
            var process = random.Below(Processes, step * 8);
            if (!open.Remove(process, out var call))
            {
                var f = random.Below(5, (step * 8) + 1) switch
                {
                    < 2 => ElectionOperations.Campaign,
                    < 4 => ElectionOperations.Observe,
                    _ => ElectionOperations.Resign,
                };
                if (f == ElectionOperations.Resign && leader.IsNull) f = ElectionOperations.Observe;
                open[process] = call = (f, f == ElectionOperations.Campaign ? Value.Of($"c{step}") : f == ElectionOperations.Resign ? Value.Of(term) : default);
                script.Invoke(process, call.F, call.Argument, "e");
                continue;
            }

            var draw = random.Below(12, (step * 8) + 2);
            if (call.F == ElectionOperations.Campaign)
            {
                if (draw < 9) (term, leader) = (draw == 8 ? Math.Max(1, term - 1) : term + 1, call.Argument);
                if (draw < 9) script.Ok(process, Value.Of(Value.Of(term), call.Argument));
                else script.Info(process);
            }
            else if (call.F == ElectionOperations.Resign)
            {
                if (!leader.IsNull && call.Argument == Value.Of(term)) leader = Value.Null;
                script.Ok(process);
            }
            else
            {
                script.Ok(process, leader.IsNull ? Value.Null : Value.Of(Value.Of(draw == 11 ? Math.Max(1, term - 1) : term), leader));
            }
        }

        return script.Build();
    }

    /// <summary>Whether the operations have an order in which terms grow and every question sees the leader, or none.</summary>
    public static bool HasOrder(History history)
    {
        var calls = Enumerable.Range(0, history.Count).Where(history.IsInvocationAt)
            .Select(at => (Invoke: at, End: history.CompletionOf(at)))
            .Where(call => call.End >= 0 ? history.TypeAt(call.End) is not OperationType.Fail : history[call.Invoke].F == ElectionOperations.Campaign)
            .Select(call => (call.Invoke, Return: call.End < 0 || history.TypeAt(call.End) is OperationType.Info ? int.MaxValue : call.End))
            .ToArray();
        return Try(history, calls, new bool[calls.Length], 0, Value.Null);
    }

    private static bool Try(History history, (int Invoke, int Return)[] calls, bool[] done, long term, Value leader)
    {
        if (!calls.Where((call, i) => !done[i] && call.Return != int.MaxValue).Any()) return true;
        var horizon = calls.Where((_, i) => !done[i]).Min(call => call.Return);
        for (var i = 0; i < calls.Length; i++)
        {
            if (done[i] || calls[i].Invoke > horizon) continue;
            done[i] = true;
            if (After(history, calls[i], term, leader).Any(next => Try(history, calls, done, next.Term, next.Leader))) return true;
            done[i] = false;
        }

        return false;
    }

    // The states that an operation may leave; none where it is not possible.
    private static IEnumerable<(long Term, Value Leader)> After(History history, (int Invoke, int Return) call, long term, Value leader)
    {
        var invocation = history[call.Invoke];
        var told = call.Return == int.MaxValue ? default : history[call.Return].Value;
        switch (invocation.F)
        {
            case ElectionOperations.Campaign when call.Return == int.MaxValue:
                for (var next = term + 1; next <= HighestTerm; next++) yield return (next, invocation.Value);
                break;
            case ElectionOperations.Campaign:
                if (told.AsList()[0].AsInteger() is var won && won > term) yield return (won, invocation.Value);
                break;
            case ElectionOperations.Resign:
                // Given back, or over already.
                yield return (term, invocation.Value == Value.Of(term) ? Value.Null : leader);
                break;
            default:
                if (told.IsNull) yield return (term, Value.Null);
                else if (!leader.IsNull && told == Value.Of(Value.Of(term), leader)) yield return (term, leader);
                break;
        }
    }
}
