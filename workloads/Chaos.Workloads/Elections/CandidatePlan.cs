namespace Chaos.Workloads;

/// <summary>
/// Every client thread stands for its election, under a new name each time; whoever wins asks a few times who leads, and steps down; whoever loses
/// asks once, and stands again.
/// </summary>
/// <param name="Keys">How many elections there are; thread t stands in the election number t modulo this.</param>
/// <param name="Questions">How often a leader asks before it steps down.</param>
internal sealed record CandidatePlan(int Keys, int Questions) : IThreadPlan<CandidatePlan.Candidate>
{
    /// <summary>What a thread is at.</summary>
    /// <param name="Term">The term in which it believes to lead; null for none.</param>
    /// <param name="Left">How often it still asks.</param>
    internal readonly record struct Candidate(long? Term, int Left);

    /// <inheritdoc/>
    public Invocation Of(int thread, Candidate state, long count)
    {
        var key = $"election{thread % Keys}";
        return state.Left > 0 ? ElectionOperations.ObserveOf(key)
            : state.Term is { } term ? ElectionOperations.ResignOf(key, term)
            : ElectionOperations.CampaignOf(key, $"c{thread}-{count}");
    }

    /// <inheritdoc/>
    public Candidate After(Candidate state, in Operation operation) => operation switch
    {
        // Its process is gone, and its leadership with it once the lease ends.
        { Type: OperationType.Info } => default,
        { F: ElectionOperations.Campaign, Type: OperationType.Ok } => new(operation.Value.AsList()[0].AsInteger(), Questions),
        { F: ElectionOperations.Campaign } => new(null, 1),
        { F: ElectionOperations.Observe } => state with { Left = state.Left - 1 },
        _ => default,
    };
}
