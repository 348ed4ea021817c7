namespace Chaos.Checking;

/// <summary>The appends and polls of one log.</summary>
/// <param name="key">The log; null where there is only one.</param>
internal sealed class LogSequence(string? key)
{
    /// <summary>The log.</summary>
    public string? Key => key;

    /// <summary>The appends by value.</summary>
    public Dictionary<Value, KeyedCall> Appends { get; } = [];

    /// <summary>The polls that ended ok, in order of invocation.</summary>
    public List<LogPoll> Polls { get; } = [];

    /// <summary>What somebody was told to be at an offset: each telling with the position of its invocation and its end.</summary>
    public List<(long Offset, Value Value, KeyedCall By)> Told { get; } = [];

    /// <summary>Values whose append ended ok.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Complete final scans.</summary>
    public int Scans { get; set; }

    /// <summary>Acknowledged values that were never polled, where no final scan was complete.</summary>
    public int Unseen { get; set; }

    /// <summary>Reads a log's operations.</summary>
    /// <exception cref="HistoryFormatException">An operation is none of a log, or a value is appended twice.</exception>
    public static LogSequence Of(History history, string? key, IReadOnlyList<KeyedCall> calls)
    {
        var log = new LogSequence(key);
        foreach (var call in calls)
        {
            switch (history.TextOf(history.FNumberAt(call.Invoke)))
            {
                case LogOperations.Append: log.TakeAppend(history, call); break;
                case LogOperations.Poll when call.Type is OperationType.Ok: log.TakePoll(history, call); break;
                case LogOperations.Poll: break;
                default: throw Misfit.Function(history[call.Invoke], "offset-log", "append and poll");
            }
        }

        return log;
    }

    private void TakeAppend(History history, KeyedCall call)
    {
        var value = history.ValueOf(history.ValueNumberAt(call.Invoke));
        if (!Appends.TryAdd(value, call)) throw Misfit.Of(history[call.Invoke], $"the value {value} is appended a second time");
        if (call.Type is not OperationType.Ok) return;
        Acknowledged++;
        var result = history.ValueOf(history.ValueNumberAt(call.Return));
        if (result.Kind is not ValueKind.List || result.AsList() is not [var offset, _])
            throw Misfit.Of(history[call.Invoke], $"an append ends with [offset, value], but this one with {result}");
        if (!offset.IsNull) Told.Add((offset.AsInteger(), value, call));
    }

    private void TakePoll(History history, KeyedCall call)
    {
        var (from, _) = LogOperations.PollArguments(history.ValueOf(history.ValueNumberAt(call.Invoke)));
        var result = history.ValueOf(history.ValueNumberAt(call.Return));
        if (result.Kind is not ValueKind.List) throw Misfit.Of(history[call.Invoke], $"a poll ends with a list, but this one with {result}");
        var seen = new List<(long, Value)>(result.AsList().Length);
        foreach (var item in result.AsList())
        {
            if (item.Kind is not ValueKind.List || item.AsList() is not [{ Kind: ValueKind.Integer } offset, var value])
                throw Misfit.Of(history[call.Invoke], $"a poll ends with a list of [offset, value], but this one has {item}");
            seen.Add((offset.AsInteger(), value));
            Told.Add((offset.AsInteger(), value, call));
        }

        Polls.Add(new(call, from, seen));
    }
}
