namespace Chaos.Checking;

/// <summary>
/// A set with <c>add</c>, <c>remove</c> and <c>contains</c> of one element each; the result is [element, answer], where the answer
/// says whether the set changed, or whether it holds the element. Elements are independent of each other, so each is judged alone.
/// </summary>
public sealed class SetModel : IObservingModel, ITwoStateModel, IElementModel
{
    private static readonly Value Absent = Value.Of("false");
    private static readonly Value Present = Value.Of("true");

    private readonly TwoStateEngine engine;

    /// <summary>A set.</summary>
    public SetModel() => engine = new TwoStateEngine(this);

    /// <inheritdoc/>
    public string Name => "set";

    /// <inheritdoc/>
    public Value Initial => Absent;

    /// <inheritdoc/>
    IPolynomialEngine IPolynomialModel.Polynomial => engine;

    /// <inheritdoc/>
    public string? KeyOf(in Operation invocation) =>
        invocation.Key is null ? invocation.Value.ToString() : $"{invocation.Key}: {invocation.Value}";

    /// <inheritdoc/>
    public bool IsObservation(in Operation invocation, in Operation? completion) =>
        invocation.F == "contains" && completion is not { Type: OperationType.Fail };

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is none of a set.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        var (next, answer) = invocation.F switch
        {
            "add" => (Present, state == Absent ? Present : Absent),
            "remove" => (Absent, state),
            "contains" => (state, state),
            _ => throw Misfit.Function(invocation, Name, "add, remove and contains"),
        };
        return completion is not { } end || Misfit.Answer(invocation, end) == answer
            ? ModelStep.To(next)
            : ModelStep.Illegal($"{invocation.F} of {invocation.Value} did not answer {answer}, as the set had it");
    }

    /// <inheritdoc/>
    Switching ITwoStateModel.SwitchingOf(History history, Call call)
    {
        var answer = Present;
        if (!call.IsOpen)
        {
            var result = history.ValueOf(history.ValueNumberAt(call.Return));
            answer = result.Kind is ValueKind.List && result.AsList() is [_, var second]
                ? second
                : Misfit.Answer(history[call.Invoke], history[call.Return]);
        }

        var isPresent = answer == Present;
        if (!isPresent && answer != Absent) return Switching.Impossible;
        return history.TextOf(history.FNumberAt(call.Invoke)) switch
        {
            "add" => isPresent ? Switching.TurnsOn : Switching.SeesOn,
            "remove" => isPresent ? Switching.TurnsOff : Switching.SeesOff,
            "contains" => isPresent ? Switching.SeesOn : Switching.SeesOff,
            _ => throw Misfit.Function(history[call.Invoke], Name, "add, remove and contains"),
        };
    }
}
