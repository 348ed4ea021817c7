namespace Chaos.Checking;

/// <summary>A text per key with <c>get</c>, <c>put</c> and <c>append</c> (to its end); a key that was never written is empty.</summary>
public sealed class KeyValueModel : IForeseeingModel
{
    /// <inheritdoc/>
    public string Name => "kv";

    /// <inheritdoc/>
    public Value Initial { get; } = Value.Of("");

    /// <inheritdoc/>
    public string? KeyOf(in Operation invocation) => invocation.Key;

    /// <inheritdoc/>
    public bool IsObservation(in Operation invocation, in Operation? completion) =>
        invocation.F == "get" && completion is not { Type: OperationType.Fail };

    /// <inheritdoc/>
    public bool Overwrites(in Operation invocation, in Operation? completion) => invocation.F == "put";

    /// <inheritdoc/>
    public bool IsBeyond(Value state, in Operation invocation, in Operation? completion) =>
        invocation.F == "get" && completion is { Type: OperationType.Ok, Value: var seen }
        && !(seen.Kind is ValueKind.Text && state.Kind is ValueKind.Text && seen.AsText().StartsWith(state.AsText(), StringComparison.Ordinal));

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is none of this model's.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        switch (invocation.F)
        {
            case "get":
                return completion is not { } end || end.Value == state
                    ? ModelStep.To(state)
                    : ModelStep.Illegal($"get gave '{end.Value}', but the key held '{state}'");
            case "put":
                return ModelStep.To(invocation.Value);
            case "append":
                return ModelStep.To(Value.Of(state.AsText() + (invocation.Value.Kind is ValueKind.Text
                    ? invocation.Value.AsText()
                    : throw Misfit.Of(invocation, $"append takes a text, but got {invocation.Value}"))));
            default:
                throw Misfit.Function(invocation, Name, "get, put and append");
        }
    }
}
