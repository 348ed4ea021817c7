namespace Chaos.Benchmarks;

/// <summary>A queue, a stack or a bag; as much goes in as comes out, and every value is new.</summary>
internal sealed class AtomicContainer(string add, string take, TakeFrom from) : AtomicObject
{
    private readonly LinkedList<Value> inOrder = new();
    private readonly List<Value> unordered = [];
    private int made;

    /// <inheritdoc/>
    public override (string F, Value Argument) Draw(Func<int, int> draw, string? lastF, OperationType lastType) =>
        draw(2) == 0 ? (add, Value.Of(made++)) : (take, Value.Null);

    /// <inheritdoc/>
    public override Value? Apply(Func<int, int> draw, string f, Value argument)
    {
        if (f == add)
        {
            if (from is TakeFrom.Anywhere) unordered.Add(argument);
            else inOrder.AddLast(argument);
            return argument;
        }

        return from switch
        {
            TakeFrom.Anywhere => Any(draw),
            TakeFrom.Front when inOrder.First is { } first => Remove(first),
            TakeFrom.Back when inOrder.Last is { } last => Remove(last),
            _ => Value.Null,
        };
    }

    private Value Remove(LinkedListNode<Value> node)
    {
        inOrder.Remove(node);
        return node.Value;
    }

    private Value Any(Func<int, int> draw)
    {
        if (unordered.Count == 0) return Value.Null;
        var place = draw(unordered.Count);
        var value = unordered[place];
        unordered[place] = unordered[^1];
        unordered.RemoveAt(unordered.Count - 1);
        return value;
    }
}
