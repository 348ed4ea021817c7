namespace Chaos.Checking;

/// <summary>
/// A queue or a stack per key: one function adds its argument, the other takes a value away and returns it, or nil where there is
/// none. The state is the list of values, the oldest first.
/// </summary>
public sealed class SequenceModel : IModel, IPolynomialModel, IKeyModel
{
    private readonly string add;
    private readonly string take;
    private readonly bool takesOldest;
    private readonly IPolynomialEngine engine;

    private SequenceModel(string name, string add, string take, bool takesOldest, IPolynomialEngine engine)
    {
        Name = name;
        this.add = add;
        this.take = take;
        this.takesOldest = takesOldest;
        this.engine = engine;
    }

    /// <summary>First in, first out: <c>enqueue</c> and <c>dequeue</c>.</summary>
    public static SequenceModel Queue { get; } = new("queue", "enqueue", "dequeue", takesOldest: true, QueueEngine.Fifo);

    /// <summary>Last in, first out: <c>push</c> and <c>pop</c>.</summary>
    public static SequenceModel Stack { get; } = new("stack", "push", "pop", takesOldest: false, StackEngine.Lifo);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Value Initial { get; } = Value.Of([]);

    /// <inheritdoc/>
    IPolynomialEngine IPolynomialModel.Polynomial => engine;

    /// <inheritdoc/>
    public string? KeyOf(in Operation invocation) => invocation.Key;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is none of this model's.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        var items = state.AsList();
        if (invocation.F == add) return ModelStep.To(Value.Of([.. items, invocation.Value]));
        if (invocation.F != take) throw Misfit.Function(invocation, Name, $"{add} and {take}");
        var next = items.IsEmpty ? Value.Null : items[takesOldest ? 0 : items.Length - 1];
        if (completion is { } end && end.Value != next)
            return ModelStep.Illegal($"{take} gave {end.Value}, but {next} was next in the {Name}");
        if (items.IsEmpty) return ModelStep.To(state);
        return ModelStep.To(Value.Of((takesOldest ? items[1..] : items[..^1]).ToArray()));
    }
}
