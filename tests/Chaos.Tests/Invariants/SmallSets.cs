namespace Chaos.Tests.Invariants;

/// <summary>Small random histories of a set, and an oracle that tries every order of them.</summary>
internal static class SmallSets
{
    private const int Processes = 3;
    private const int Steps = 14;

    public static History Draw(Randomness random)
    {
        var entries = new List<Operation>();
        var open = new Dictionary<int, Operation>();
        var real = new List<long>();
        var next = 1L;
        for (var step = 0; step < Steps; step++)
        {
            var process = random.Below(Processes, step * 8);
            if (open.Remove(process, out var invocation))
            {
                entries.Add(End(random, step, invocation, real) with { Index = entries.Count, TimeNs = entries.Count });
                continue;
            }

            var isAdd = random.Below(2, (step * 8) + 1) == 0;
            invocation = new Operation
            {
                Index = entries.Count,
                TimeNs = entries.Count,
                Process = process,
                Type = OperationType.Invoke,
                F = isAdd ? SetOperations.Add : SetOperations.Read,
                Key = "s",
                Value = isAdd ? Value.Of(next++) : default,
            };
            if (isAdd) real.Add(invocation.Value.AsInteger());
            open[process] = invocation;
            entries.Add(invocation);
        }

        return new History(entries);
    }

    public static bool HasOrder(History history)
    {
        var calls = Enumerable.Range(0, history.Count).Where(history.IsInvocationAt)
            .Select(at => (Invoke: at, Return: history.CompletionOf(at)))
            .Where(call => call.Return < 0 || history.TypeAt(call.Return) is not OperationType.Fail)
            .Where(call => history[call.Invoke].F == SetOperations.Add || (call.Return >= 0 && history.TypeAt(call.Return) is OperationType.Ok))
            .Select(call => (call.Invoke, Return: call.Return < 0 || history.TypeAt(call.Return) is OperationType.Info ? int.MaxValue : call.Return))
            .ToArray();
        return Try(history, calls, new bool[calls.Length], []);
    }

    private static bool Try(History history, (int Invoke, int Return)[] calls, bool[] done, HashSet<long> state)
    {
        var horizon = calls.Where((_, i) => !done[i]).Select(call => call.Return).DefaultIfEmpty(int.MaxValue).Min();
        if (calls.Where((call, i) => !done[i] && call.Return != int.MaxValue).FirstOrDefault() == default) return true;
        for (var i = 0; i < calls.Length; i++)
        {
            if (done[i] || calls[i].Invoke > horizon) continue;
            var invocation = history[calls[i].Invoke];
            done[i] = true;
            if (invocation.F == SetOperations.Add)
            {
                if (Try(history, calls, done, [.. state, invocation.Value.AsInteger()])) return true;
            }
            else if (state.SetEquals(Seen(history[calls[i].Return])) && Try(history, calls, done, state))
            {
                return true;
            }

            done[i] = false;
        }

        return false;
    }

    private static long[] Seen(Operation read)
    {
        var items = new List<long>();
        foreach (var item in read.Value.AsList()) items.Add(item.AsInteger());
        return [.. items];
    }

    private static Operation End(Randomness random, int step, Operation invocation, List<long> real)
    {
        var draw = random.Below(10, (step * 8) + 2);
        if (invocation.F == SetOperations.Add)
            return invocation with { Type = draw < 7 ? OperationType.Ok : draw < 9 ? OperationType.Info : OperationType.Fail };
        // Mostly all that was ever begun, with a prefix cut off or one element missing.
        var seen = real.Where((_, i) => draw < 5 || random.Below(4, (step * 8) + 3 + (i % 4)) > 0).ToArray();
        return invocation with { Type = OperationType.Ok, Value = Asking.List(seen) };
    }
}
