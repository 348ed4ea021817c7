namespace Chaos.Workloads;

/// <summary>Every client thread takes its lock, acts a few times, and gives it back. Where the lock is held by another it tries again.</summary>
/// <param name="Keys">How many locks there are; thread t takes the lock number t modulo this.</param>
/// <param name="Acts">How often a holder acts.</param>
internal sealed record HolderPlan(int Keys, int Acts) : IThreadPlan<HolderPlan.Holder>
{
    /// <summary>What a thread is at.</summary>
    /// <param name="Token">The token that it believes to hold; null for none.</param>
    /// <param name="Left">How often it still acts.</param>
    internal readonly record struct Holder(long? Token, int Left);

    /// <inheritdoc/>
    public Invocation Of(int thread, Holder state, long count)
    {
        var key = $"lock{thread % Keys}";
        return state.Token is not { } token ? LockOperations.AcquireOf(key)
            : state.Left > 0 ? LockOperations.ActOf(key, token)
            : LockOperations.ReleaseOf(key, token);
    }

    /// <inheritdoc/>
    public Holder After(Holder state, in Operation operation) => operation switch
    {
        // Its process is gone, and its lock with it once the lease ends.
        { Type: OperationType.Info } => default,
        { F: LockOperations.Acquire, Type: OperationType.Ok } => new(operation.Value.AsInteger(), Acts),
        { F: LockOperations.Act, Type: OperationType.Ok } => state with { Left = state.Left - 1 },
        // Refused: the lock is another's. Released or not, it begins anew.
        _ => default,
    };
}
