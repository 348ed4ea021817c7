namespace Chaos.Checking;

/// <summary>
/// An unordered queue per key: <c>enqueue</c> adds a value, <c>dequeue</c> takes any one away and returns it, or nil where there is none.
/// The state is the sorted list of values. A dequeue of unknown outcome takes the first of the list, which is exact: what it took matters
/// only to a later dequeue that saw nothing, so that it may as well come right before that one, and there all that is left must go.
/// </summary>
public sealed class BagModel : IModel, IPolynomialModel, IKeyModel
{
    /// <inheritdoc/>
    public string Name => "unordered-queue";

    /// <inheritdoc/>
    public Value Initial { get; } = Value.Of([]);

    /// <inheritdoc/>
    IPolynomialEngine IPolynomialModel.Polynomial => QueueEngine.Unordered;

    /// <inheritdoc/>
    public string? KeyOf(in Operation invocation) => invocation.Key;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is none of an unordered queue.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        var items = state.AsList();
        switch (invocation.F)
        {
            case "enqueue":
                var place = 0;
                while (place < items.Length && Compare(items[place], invocation.Value) < 0) place++;
                return ModelStep.To(Value.Of([.. items[..place], invocation.Value, .. items[place..]]));
            case "dequeue":
                if (completion is not { } end) return ModelStep.To(items.IsEmpty ? state : Value.Of(items[1..].ToArray()));
                if (end.Value.IsNull)
                {
                    return items.IsEmpty
                        ? ModelStep.To(state)
                        : ModelStep.Illegal($"dequeue found nothing, but the queue held {state}");
                }

                var at = items.IndexOf(end.Value);
                return at >= 0
                    ? ModelStep.To(Value.Of([.. items[..at], .. items[(at + 1)..]]))
                    : ModelStep.Illegal($"dequeue gave {end.Value}, but the queue held {state}");
            default:
                throw Misfit.Function(invocation, Name, "enqueue and dequeue");
        }
    }

    private static int Compare(Value left, Value right) =>
        left.Kind is ValueKind.Integer && right.Kind is ValueKind.Integer ? left.AsInteger().CompareTo(right.AsInteger())
        : left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind)
        : string.CompareOrdinal(left.ToString(), right.ToString());
}
