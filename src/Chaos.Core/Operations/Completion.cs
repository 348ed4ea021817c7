namespace Chaos;

/// <summary>How an operation ended, as its client saw it.</summary>
/// <param name="Type">Ok, fail or info.</param>
/// <param name="Value">The result; ignored for fail and info, which keep the argument.</param>
/// <param name="Error">The reason of a fail or info, in a few words.</param>
/// <param name="Evidence">What the system told about it (revision, offset, term).</param>
public readonly record struct Completion(OperationType Type, Value Value, string? Error, Value Evidence)
{
    /// <summary>It happened and gave this result.</summary>
    public static Completion Ok(Value value, Value evidence = default) => new(OperationType.Ok, value, null, evidence);

    /// <summary>It certainly had no effect, for this reason.</summary>
    public static Completion Fail(string error) => new(OperationType.Fail, default, error, default);

    /// <summary>A compare-and-set that did not apply because it saw another value (where known, in <paramref name="observed"/>).</summary>
    public static Completion Mismatch(Value observed) =>
        new(OperationType.Fail, default, Operation.MismatchError, observed);

    /// <summary>Nobody knows whether it happened, for this reason.</summary>
    public static Completion Info(string error) => new(OperationType.Info, default, error, default);
}
