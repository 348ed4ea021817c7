namespace Chaos.Benchmarks;

/// <summary>A lock; who may hold it releases it next, until that is answered, and who is refused tries again.</summary>
internal sealed class AtomicMutex : AtomicObject
{
    private bool isHeld;

    /// <inheritdoc/>
    public override (string F, Value Argument) Draw(Func<int, int> draw, string? lastF, OperationType lastType)
    {
        var mayHold = lastType is OperationType.Info || (lastF == "acquire" && lastType is OperationType.Ok);
        return (mayHold && lastF is not null ? "release" : "acquire", Value.Null);
    }

    /// <inheritdoc/>
    public override Value? Apply(Func<int, int> draw, string f, Value argument)
    {
        if (isHeld == (f == "acquire")) return null;
        isHeld = !isHeld;
        return Value.Null;
    }
}
