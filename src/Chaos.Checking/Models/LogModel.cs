namespace Chaos.Checking;

/// <summary>
/// An append-only log per key: <c>append</c> of a value ends with [offset, value], <c>read</c> of an offset with [offset, value], nil
/// beyond the end. Offsets count from 0. The state is the list of values.
/// </summary>
public sealed class LogModel : IObservingModel, IPolynomialModel, IKeyModel
{
    /// <inheritdoc/>
    public string Name => "log";

    /// <inheritdoc/>
    public Value Initial { get; } = Value.Of([]);

    /// <inheritdoc/>
    IPolynomialEngine IPolynomialModel.Polynomial => OffsetsEngine.Log;

    /// <inheritdoc/>
    public string? KeyOf(in Operation invocation) => invocation.Key;

    /// <inheritdoc/>
    public bool IsObservation(in Operation invocation, in Operation? completion) =>
        invocation.F == "read" && completion is not { Type: OperationType.Fail };

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is none of a log.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        var items = state.AsList();
        switch (invocation.F)
        {
            case "append":
                if (completion is { } appended && Offset(invocation, appended) != items.Length)
                    return ModelStep.Illegal($"append got offset {Offset(invocation, appended)}, but the log had {items.Length} values");
                return ModelStep.To(Value.Of([.. items, invocation.Value]));
            case "read":
                if (completion is not { } read) return ModelStep.To(state);
                var offset = Offset(invocation, read);
                var expected = offset >= 0 && offset < items.Length ? items[(int)offset] : Value.Null;
                var answer = Misfit.Answer(invocation, read);
                return answer == expected
                    ? ModelStep.To(state)
                    : ModelStep.Illegal($"read {answer} at offset {offset}, but the log held {expected} there");
            default:
                throw Misfit.Function(invocation, Name, "append and read");
        }
    }

    internal static long Offset(in Operation invocation, in Operation completion)
    {
        Misfit.Answer(invocation, completion);
        var offset = completion.Value.AsList()[0];
        return offset.Kind is ValueKind.Integer
            ? offset.AsInteger()
            : throw Misfit.Of(invocation, $"the result of {invocation.F} begins with an offset, but this one is {completion.Value}");
    }
}
