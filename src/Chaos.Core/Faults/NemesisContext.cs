namespace Chaos;

/// <summary>What a nemesis may see and use.</summary>
public sealed record NemesisContext
{
    /// <summary>The cluster and its fault capabilities.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>The latest roles, terms and terms' evidence of the nodes.</summary>
    public required IRoleView Roles { get; init; }

    /// <summary>Where injections are recorded; shared by all nemeses of the run.</summary>
    public required IFaultLog Faults { get; init; }

    /// <summary>The run clock and its timers.</summary>
    public required RunClock Clock { get; init; }

    /// <summary>The run's source for this nemesis.</summary>
    public required Randomness Random { get; init; }

    /// <summary>Asks one node for a sign of life through its client port; false where none came in time.</summary>
    public required Func<string, TimeSpan, CancellationToken, ValueTask<bool>> AnswersAsync { get; init; }

    /// <summary>
    /// Asks one node whether it has caught up with the cluster after it was away; false where it does not say so in time. Null where the
    /// system tells nothing: then a node that runs counts as caught up.
    /// </summary>
    public Func<string, TimeSpan, CancellationToken, ValueTask<bool>>? CaughtUpAsync { get; init; }

    /// <summary>The version that a node reports of itself; null where it does not answer. Null where nobody can be asked.</summary>
    public Func<string, CancellationToken, ValueTask<string?>>? VersionOfAsync { get; init; }
}
