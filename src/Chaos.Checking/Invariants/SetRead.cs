namespace Chaos.Checking;

/// <summary>A read of a set that ended ok.</summary>
/// <param name="Invoke">The position of its invocation.</param>
/// <param name="Return">The position of its completion.</param>
/// <param name="Elements">What it saw.</param>
/// <param name="Twice">An element that it saw twice; null where there is none.</param>
internal sealed record SetRead(int Invoke, int Return, HashSet<Value> Elements, Value? Twice)
{
    public static SetRead Of(int invoke, int end, ReadOnlySpan<Value> seen)
    {
        var elements = new HashSet<Value>(seen.Length);
        Value? twice = null;
        foreach (var element in seen)
            if (!elements.Add(element)) twice ??= element;
        return new(invoke, end, elements, twice);
    }
}
