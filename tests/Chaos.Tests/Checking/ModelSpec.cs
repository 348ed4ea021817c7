namespace Chaos.Tests.Checking;

/// <summary>
/// A data type told a second time, naively and without the models: all that an operation may do in a state, each with its result. What
/// an operation of unknown outcome did may be any of it, or nothing.
/// </summary>
/// <param name="Model">The model that it is compared with.</param>
/// <param name="Initial">The first state.</param>
/// <param name="Call">Draws a function and its argument.</param>
/// <param name="Steps">State, function, argument to all next states with results; the result "mismatch" is a failed cas.</param>
/// <param name="Guess">Draws a result that may be wrong: draw, function, argument.</param>
internal sealed record ModelSpec(
    IModel Model,
    Value Initial,
    Func<Func<int, int>, (string F, Value Argument)> Call,
    Func<Value, string, Value, IEnumerable<(Value Next, Value Result)>> Steps,
    Func<Func<int, int>, string, Value, Value> Guess)
{
    public static readonly Value Mismatch = Value.Of("mismatch");

    /// <summary>Decides by trying every order and every effect.</summary>
    public bool Allows(IReadOnlyList<Operation> history)
    {
        var calls = new List<(int Start, int End, Operation Invocation, Value Result)>();
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Type is not OperationType.Invoke) continue;
            var process = history[i].Process;
            var end = Enumerable.Range(i + 1, history.Count - i - 1).FirstOrDefault(j => history[j].Process == process, -1);
            if (end < 0 || history[end].Type is OperationType.Info) calls.Add((i, int.MaxValue, history[i], default));
            else if (history[end].Type is OperationType.Ok) calls.Add((i, end, history[i], history[end].Value));
            else if (history[end].Error == Operation.MismatchError) calls.Add((i, end, history[i], Mismatch));
        }

        return Try(calls, Initial);
    }

    private bool Try(List<(int Start, int End, Operation Invocation, Value Result)> left, Value state)
    {
        if (left.TrueForAll(call => call.End == int.MaxValue)) return true;
        var firstEnd = left.Min(call => call.End);
        var open = new HashSet<(string, Value)>();
        foreach (var call in left.ToArray())
        {
            if (call.Start > firstEnd) continue;
            // Of equal calls that never ended, all of which may come now, one stands for all.
            if (call.End == int.MaxValue && !open.Add((call.Invocation.F, call.Invocation.Value))) continue;
            var rest = left.Where(other => other.Start != call.Start).ToList();
            foreach (var (next, result) in Steps(state, call.Invocation.F, call.Invocation.Value))
                if ((call.End == int.MaxValue || result == call.Result) && Try(rest, next)) return true;
        }

        return false;
    }
}
