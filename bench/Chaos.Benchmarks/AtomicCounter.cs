namespace Chaos.Benchmarks;

/// <summary>A counter that counts by one.</summary>
internal sealed class AtomicCounter : AtomicObject
{
    private long sum;

    /// <inheritdoc/>
    public override (string F, Value Argument) Draw(Func<int, int> draw, string? lastF, OperationType lastType) =>
        draw(2) == 0 ? ("add", Value.Of(1)) : ("read", Value.Null);

    /// <inheritdoc/>
    public override Value? Apply(Func<int, int> draw, string f, Value argument)
    {
        if (f == "add") sum += argument.AsInteger();
        return f == "add" ? argument : Value.Of(sum);
    }
}
