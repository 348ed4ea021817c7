namespace Chaos.Checking;

/// <summary>
/// At most one leader a term. <c>lead</c> carries [term, holder] and ends ok where the holder led in that term; it may be said again of the
/// same holder. <c>observe</c> carries a term and ends with [term, holder], nil where nobody led in it yet. Terms are independent of each
/// other, so each is judged alone; the state is the term's holder.
/// </summary>
public sealed class LeaderModel : IObservingModel
{
    /// <inheritdoc/>
    public string Name => "leader";

    /// <inheritdoc/>
    public Value Initial => Value.Null;

    /// <inheritdoc/>
    public string? KeyOf(in Operation invocation)
    {
        var term = invocation.F == "lead" ? Claim(invocation).Term : invocation.Value;
        return invocation.Key is null ? $"term {term}" : $"{invocation.Key}: term {term}";
    }

    /// <inheritdoc/>
    public bool IsObservation(in Operation invocation, in Operation? completion) =>
        invocation.F == "observe" && completion is not { Type: OperationType.Fail };

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is none of this model's.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        switch (invocation.F)
        {
            case "lead":
                var (term, holder) = Claim(invocation);
                if (state.IsNull || state == holder) return ModelStep.To(holder);
                return completion is null
                    ? ModelStep.To(state)
                    : ModelStep.Illegal($"{holder} led in term {term}, but {state} was the leader of that term");
            case "observe":
                return completion is not { } end || Misfit.Answer(invocation, end) == state
                    ? ModelStep.To(state)
                    : ModelStep.Illegal($"observed {Misfit.Answer(invocation, end)}, but the leader of term {invocation.Value} was {state}");
            default:
                throw Misfit.Function(invocation, Name, "lead and observe");
        }
    }

    private static (Value Term, Value Holder) Claim(in Operation invocation) =>
        invocation.Value.Kind is ValueKind.List && invocation.Value.AsList() is [var term, { IsNull: false } holder]
            ? (term, holder)
            : throw Misfit.Of(invocation, $"lead carries [term, holder], but this one carries {invocation.Value}");
}
