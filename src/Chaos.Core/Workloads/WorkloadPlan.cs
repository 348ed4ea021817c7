namespace Chaos;

/// <summary>A workload made ready for one run.</summary>
public sealed record WorkloadPlan
{
    /// <summary>The operations of the main phase; it ends by itself at the time limit.</summary>
    public required IGenerator Main { get; init; }

    /// <summary>
    /// The operations after healing and health (final reads), made from the keys that the main phase touched, in order of first use.
    /// </summary>
    public required Func<IReadOnlyCollection<string>, IGenerator> Final { get; init; }

    /// <summary>
    /// Puts a client of the workload's own around each of the system's, for what Chaos serves itself (a resource that a lock protects).
    /// Faults of clients are around both. Default: nothing.
    /// </summary>
    public Func<IClient, IClient> Around { get; init; } = client => client;

    /// <summary>Who judges. The same checkers judge a stored history.</summary>
    public required IReadOnlyList<IChecker> Checkers { get; init; }

    /// <summary>The model's name, for <c>chaos check</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The functions of which at least one must end ok, else coverage is unknown.</summary>
    public required IReadOnlyList<string> Functions { get; init; }

    /// <summary>
    /// The functions that only observe; every other one may change something, and counts as a write where it matters who acknowledged
    /// what. Default: the usual names of reads.
    /// </summary>
    public IReadOnlyList<string> Reads { get; init; } = ["read", "poll", "observe", "watch"];
}
