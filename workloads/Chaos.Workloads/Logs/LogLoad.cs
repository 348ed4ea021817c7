namespace Chaos.Workloads;

/// <summary>Appends to one log, each value once, and polls of it: mostly where the last poll ended, sometimes from further back.</summary>
/// <param name="Key">The log.</param>
/// <param name="NextValue">The next value.</param>
/// <param name="Values">How many values it gets.</param>
/// <param name="PollPercent">Polls, in percent of the operations.</param>
/// <param name="Most">Values of a poll at the most.</param>
/// <param name="End">The offset after the last one that anybody was told.</param>
internal sealed record LogLoad(string Key, long NextValue, int Values, int PollPercent, int Most, long End) : IKeyLoad
{
    private const int FunctionDraw = 1;
    private const int BackDraw = 2;
    private const int DistanceDraw = 3;

    public (Invocation Invocation, IKeyLoad? Then) Next(Randomness random)
    {
        if (random.Below(100, FunctionDraw) >= PollPercent)
            return (LogOperations.AppendOf(Key, NextValue), NextValue + 1 < Values ? this with { NextValue = NextValue + 1 } : null);
        // A third looks at what is old, where a member may have another history.
        var from = random.Below(3, BackDraw) == 0 ? random.Below(End + 1, DistanceDraw) : Math.Max(0, End - random.Below(Most, DistanceDraw));
        return (LogOperations.PollOf(Key, from, Most), this);
    }

    public IKeyLoad Learn(in Operation operation)
    {
        if (operation is not { Type: OperationType.Ok, Value.Kind: ValueKind.List }) return this;
        var items = operation.Value.AsList();
        var last = operation.F == LogOperations.Append ? items[0]
            : items is [.., { Kind: ValueKind.List } polled] ? polled.AsList()[0]
            : default;
        return last.Kind is ValueKind.Integer && last.AsInteger() >= End ? this with { End = last.AsInteger() + 1 } : this;
    }
}
