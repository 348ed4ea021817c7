namespace Chaos.Checking;

/// <summary>
/// A register per key with <c>read</c>, <c>write</c> and <c>cas</c> on values of any kind; a register that was never written reads as
/// nil. A failed cas that observed a mismatch (<see cref="Operation.MismatchError"/>) says that the register did not hold the
/// expected value, and held the value of its evidence where there is one (nil evidence: not known).
/// </summary>
public sealed class RegisterModel : IObservingModel, IKeyModel
{
    /// <summary>Makes the model.</summary>
    /// <param name="name">The name used by <c>--model</c>; default <c>register</c>.</param>
    public RegisterModel(string name = RegisterOperations.TypeName) => Name = name;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Value Initial => Value.Null;

    /// <inheritdoc/>
    public string? KeyOf(in Operation invocation) => invocation.Key;

    /// <inheritdoc/>
    public bool IsObservation(in Operation invocation, in Operation? completion) =>
        completion is { Type: OperationType.Fail } end
            ? IsMismatch(invocation, end)
            : invocation.F == RegisterOperations.Read;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is none of a register.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        switch (invocation.F)
        {
            case RegisterOperations.Write:
                return ModelStep.To(invocation.Value);
            case RegisterOperations.Read:
                return completion is not { Type: OperationType.Ok, Value: var seen } || seen == state
                    ? ModelStep.To(state)
                    : ModelStep.Illegal($"read {seen}, but the register held {state}");
            case RegisterOperations.Cas:
                return Cas(state, invocation, completion);
            default:
                throw Misfit.Function(invocation, Name, "read, write and cas");
        }
    }

    /// <summary>
    /// Whether an operation that did not end ok counts, said without putting its entries together: one of unknown outcome (end -1) unless
    /// it only reads, a failed one where it saw a mismatch.
    /// </summary>
    internal static bool Counts(History history, int invocation, int end)
    {
        var f = history.TextOf(history.FNumberAt(invocation));
        return end < 0
            ? f != RegisterOperations.Read
            : f == RegisterOperations.Cas && history.TextOf(history.ErrorNumberAt(end)) == Operation.MismatchError;
    }

    /// <summary>The two halves of a cas argument.</summary>
    /// <exception cref="HistoryFormatException">It is not a list of two.</exception>
    internal static (Value Expected, Value Next) CasArguments(in Operation invocation) =>
        invocation.Value.Kind is ValueKind.List && invocation.Value.AsList().Length == 2
            ? RegisterOperations.CasArguments(invocation.Value)
            : throw Misfit.Of(invocation, $"a cas carries [expected, new], but this one carries {invocation.Value}");

    /// <summary>Whether it is a cas that failed because it saw another value than it expected.</summary>
    internal static bool IsMismatch(in Operation invocation, in Operation end) =>
        invocation.F == RegisterOperations.Cas && end is { Type: OperationType.Fail, Error: Operation.MismatchError };

    private static ModelStep Cas(Value state, in Operation invocation, in Operation? completion)
    {
        var (expected, next) = CasArguments(invocation);
        if (completion is not { } end) return ModelStep.To(state == expected ? next : state);
        if (!IsMismatch(invocation, end))
        {
            return state == expected
                ? ModelStep.To(next)
                : ModelStep.Illegal($"cas expected {expected} and succeeded, but the register held {state}");
        }

        if (state == expected) return ModelStep.Illegal($"cas expected {expected} and failed, but the register held {state}");
        return end.Evidence.IsNull || end.Evidence == state
            ? ModelStep.To(state)
            : ModelStep.Illegal($"cas saw {end.Evidence}, but the register held {state}");
    }
}
