namespace Chaos;

/// <summary>
/// A run as a value: who does what, for how long, against which nodes. Give it to <see cref="RealTimeRunner"/> or
/// <see cref="VirtualTimeRunner"/>.
/// </summary>
public sealed record ChaosTest
{
    /// <summary>A name for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The one seed from which all draws of the run come.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The names of the nodes that clients are pinned to: client thread t to the node number t modulo their count.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Client threads: how many operations can be in flight at once. At least 1.</summary>
    public required int Concurrency { get; init; }

    /// <summary>The operations of the main phase.</summary>
    public required IGenerator Generator { get; init; }

    /// <summary>
    /// The operations after healing and health, made from the keys that the main phase touched, in order of first use; null for none.
    /// </summary>
    public Func<IReadOnlyCollection<string>, IGenerator>? FinalGenerator { get; init; }

    /// <summary>The nemeses, each a lane of its own. Default: none.</summary>
    public IReadOnlyList<NemesisLane> Nemeses { get; init; } = [];

    /// <summary>How long the main phase lasts at most; a generator that is done ends it earlier.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>
    /// How long an operation may take; then it is an info with the error <c>timeout</c>, its process retires, and a late reply is
    /// a note. Default 5 s.
    /// </summary>
    public TimeSpan OperationDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an operation of a nemesis may still run after the main phase, and how long healing may take. Default 60 s.</summary>
    public TimeSpan HealLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after healing <see cref="AwaitHealth"/> may take. Default 60 s.</summary>
    public TimeSpan RecoveryLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the final operations may take together. Default 60 s.</summary>
    public TimeSpan FinalLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Opens a client for a process: before its first operation, and for every new process.</summary>
    public required OpenClient OpenClient { get; init; }

    /// <summary>
    /// Waits after healing until the cluster is healthy. Answers null then, or why it is not; the token is signalled at the recovery
    /// limit. Null: there is nothing to wait for.
    /// </summary>
    public Func<CancellationToken, ValueTask<string?>>? AwaitHealth { get; init; }

    /// <summary>
    /// Told at the begin of each phase (<see cref="RunPhase"/>) with the run clock in ns, on the scheduler's thread; the mark that
    /// recovery is judged from (<see cref="RunPhase.Began"/>). A throw is a failure of the run. Null: nobody wants to know.
    /// </summary>
    public Action<string, long>? OnPhase { get; init; }

    /// <summary>Follows the run and may end it early. Null: nobody does.</summary>
    public IRunObserver? Observer { get; init; }

    /// <summary>Ends the main phase as soon as every nemesis is done; the time limit still ends it earlier. Default: it goes on.</summary>
    public bool EndsWithNemeses { get; init; }

    internal void Validate()
    {
        if (Nodes.Count == 0) throw new UsageException($"The test {Name} has no nodes; at least one is needed.");
        if (Concurrency < 1) throw new UsageException($"The test {Name} has concurrency {Concurrency}; at least 1 is needed.");
        if (Nemeses.GroupBy(lane => lane.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new UsageException($"The test {Name} has {same.Count()} nemeses named {same.Key}; each name may be used once.");
        foreach (var (name, limit) in new[]
            {
                (nameof(TimeLimit), TimeLimit), (nameof(OperationDeadline), OperationDeadline), (nameof(HealLimit), HealLimit),
                (nameof(RecoveryLimit), RecoveryLimit), (nameof(FinalLimit), FinalLimit),
            })
        {
            if (limit <= TimeSpan.Zero) throw new UsageException($"The test {Name} has {name} {limit}; it must be positive.");
        }
    }
}
