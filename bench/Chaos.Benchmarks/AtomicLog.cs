namespace Chaos.Benchmarks;

/// <summary>An append-only log; reads look near its end, and a little beyond.</summary>
internal sealed class AtomicLog : AtomicObject
{
    private const int Recent = 64;
    private const int Beyond = 4;
    private readonly List<Value> values = [];
    private int made;

    /// <inheritdoc/>
    public override (string F, Value Argument) Draw(Func<int, int> draw, string? lastF, OperationType lastType) => draw(2) == 0
        ? ("append", Value.Of(made++))
        : ("read", Value.Of(Math.Max(0, values.Count + Beyond - draw(Recent))));

    /// <inheritdoc/>
    public override Value? Apply(Func<int, int> draw, string f, Value argument)
    {
        if (f == "append")
        {
            values.Add(argument);
            return Value.Of(Value.Of(values.Count - 1), argument);
        }

        var offset = (int)argument.AsInteger();
        return Value.Of(argument, offset < values.Count ? values[offset] : Value.Null);
    }
}
