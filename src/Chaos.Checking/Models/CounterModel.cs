namespace Chaos.Checking;

/// <summary>A counter per key, 0 at first: <c>add</c> of an integer (also a negative one), and <c>read</c>, which ends with the sum.</summary>
public sealed class CounterModel : IObservingModel, IPolynomialModel, IKeyModel
{
    /// <inheritdoc/>
    public string Name => "counter";

    /// <inheritdoc/>
    public Value Initial { get; } = Value.Of(0);

    /// <inheritdoc/>
    IPolynomialEngine IPolynomialModel.Polynomial => StepsEngine.Counter;

    /// <inheritdoc/>
    public string? KeyOf(in Operation invocation) => invocation.Key;

    /// <inheritdoc/>
    public bool IsObservation(in Operation invocation, in Operation? completion) =>
        invocation.F == "read" && completion is not { Type: OperationType.Fail };

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is none of a counter.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        switch (invocation.F)
        {
            case "add":
                return ModelStep.To(Value.Of(unchecked(state.AsInteger() + Added(invocation))));
            case "read":
                return completion is not { } end || end.Value == state
                    ? ModelStep.To(state)
                    : ModelStep.Illegal($"read {end.Value}, but the counter stood at {state}");
            default:
                throw Misfit.Function(invocation, Name, "add and read");
        }
    }

    /// <summary>What an add adds.</summary>
    /// <exception cref="HistoryFormatException">It is no integer.</exception>
    internal static long Added(in Operation invocation) => invocation.Value.Kind is ValueKind.Integer
        ? invocation.Value.AsInteger()
        : throw Misfit.Of(invocation, $"add takes an integer, but got {invocation.Value}");
}
