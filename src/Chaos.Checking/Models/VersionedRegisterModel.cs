namespace Chaos.Checking;

/// <summary>
/// A register per key that counts its changes, as etcd and ZooKeeper do. The state is [version, value], at first [0, nil]; each change
/// makes the version one larger. <c>read</c> ends with [version, value]. <c>write</c> of a value and <c>cas</c> of [version, new] end with
/// [version, value] after the change; a version of nil, or a result that is not a list, says nothing about the version. A failed cas
/// that observed a mismatch (<see cref="Operation.MismatchError"/>) says that the register had another version: that of its evidence
/// where there is one.
/// </summary>
public sealed class VersionedRegisterModel : IForeseeingModel
{
    /// <inheritdoc/>
    public string Name => "versioned-register";

    /// <inheritdoc/>
    public Value Initial { get; } = Value.Of(Value.Of(0), Value.Null);

    /// <inheritdoc/>
    public string? KeyOf(in Operation invocation) => invocation.Key;

    /// <inheritdoc/>
    public bool IsObservation(in Operation invocation, in Operation? completion) =>
        completion is { Type: OperationType.Fail } end ? RegisterModel.IsMismatch(invocation, end) : invocation.F == RegisterOperations.Read;

    /// <summary>Never: every change counts on from the version before.</summary>
    public bool Overwrites(in Operation invocation, in Operation? completion) => false;

    /// <summary>Whether the operation tells of a version that is past: versions only grow.</summary>
    public bool IsBeyond(Value state, in Operation invocation, in Operation? completion)
    {
        if (completion is not { } end) return false;
        var told = end.Type is OperationType.Fail ? end.Evidence
            : end.Value is { Kind: ValueKind.List } result && result.AsList() is [var first, _] ? first
            : Value.Null;
        if (told.Kind is not ValueKind.Integer) return false;
        var isChange = end.Type is OperationType.Ok && invocation.F != RegisterOperations.Read;
        return told.AsInteger() - (isChange ? 1 : 0) < state.AsList()[0].AsInteger();
    }

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is none of a versioned register.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        var version = state.AsList()[0];
        switch (invocation.F)
        {
            case RegisterOperations.Read:
                if (completion is not { } seen) return ModelStep.To(state);
                var answer = Misfit.Answer(invocation, seen);
                var told = seen.Value.AsList()[0];
                return answer == state.AsList()[1] && (told.IsNull || told == version)
                    ? ModelStep.To(state)
                    : ModelStep.Illegal($"read {seen.Value}, but the register held {state}");
            case RegisterOperations.Write:
                return Change(version, invocation.Value, completion);
            case RegisterOperations.Cas:
                var (expected, next) = RegisterModel.CasArguments(invocation);
                if (completion is { Type: OperationType.Fail } end) return Mismatch(state, expected, end);
                if (version == expected) return Change(version, next, completion);
                return completion is null
                    ? ModelStep.To(state)
                    : ModelStep.Illegal($"cas expected version {expected} and succeeded, but the version was {version}");
            default:
                throw Misfit.Function(invocation, Name, "read, write and cas");
        }
    }

    private static ModelStep Change(Value version, Value value, in Operation? completion)
    {
        var next = Value.Of(version.AsInteger() + 1);
        return completion is { Value: { Kind: ValueKind.List } told } && told.AsList() is [{ IsNull: false } claimed, _] && claimed != next
            ? ModelStep.Illegal($"the change made version {claimed}, but {next} was next")
            : ModelStep.To(Value.Of(next, value));
    }

    private static ModelStep Mismatch(Value state, Value expected, in Operation end)
    {
        var version = state.AsList()[0];
        if (version == expected) return ModelStep.Illegal($"cas expected version {expected} and failed, but that was the version");
        return end.Evidence.IsNull || end.Evidence == version
            ? ModelStep.To(state)
            : ModelStep.Illegal($"cas saw version {end.Evidence}, but the version was {version}");
    }
}
