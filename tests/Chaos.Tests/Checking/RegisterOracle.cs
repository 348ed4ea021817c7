namespace Chaos.Tests.Checking;

/// <summary>
/// Decides by trying every order, for histories of a few operations on one register. It shares nothing with the engines: neither their
/// model, nor their view of a history, nor any pruning.
/// </summary>
internal static class RegisterOracle
{
    public static bool IsLinearizable(IEnumerable<Operation> history)
    {
        var calls = new List<Item>();
        var open = new Dictionary<int, Item>();
        var now = 0;
        foreach (var operation in history)
        {
            now++;
            if (operation.Type is OperationType.Invoke)
            {
                open[operation.Process] = new Item { Start = now, Invocation = operation };
                calls.Add(open[operation.Process]);
            }
            else if (open.Remove(operation.Process, out var item))
            {
                item.Completion = operation;
                if (operation.Type is not OperationType.Info) item.End = now;
            }
        }

        calls.RemoveAll(item => item.Completion is { Type: OperationType.Fail, Error: not Operation.MismatchError });
        return Try(calls, Value.Null);
    }

    private static bool Try(List<Item> left, Value state)
    {
        if (left.TrueForAll(item => item.End == int.MaxValue)) return true;
        var firstEnd = left.Min(item => item.End);
        foreach (var item in left.ToArray())
        {
            if (item.Start > firstEnd || !Legal(item, state, out var next)) continue;
            left.Remove(item);
            var found = Try(left, next);
            left.Add(item);
            if (found) return true;
        }

        return false;
    }

    private static bool Legal(Item item, Value state, out Value next)
    {
        next = state;
        var argument = item.Invocation.Value;
        var known = item.End != int.MaxValue;
        switch (item.Invocation.F)
        {
            case "read":
                return !known || item.Completion!.Value.Value == state;
            case "write":
                next = argument;
                return true;
            default:
                var matches = argument.AsList()[0] == state;
                if (known && item.Completion!.Value.Type is OperationType.Fail)
                    return !matches && (item.Completion.Value.Evidence.IsNull || item.Completion.Value.Evidence == state);
                if (matches) next = argument.AsList()[1];
                return matches || !known;
        }
    }

    private sealed class Item
    {
        public required int Start { get; init; }

        public required Operation Invocation { get; init; }

        public int End { get; set; } = int.MaxValue;

        public Operation? Completion { get; set; }
    }
}
