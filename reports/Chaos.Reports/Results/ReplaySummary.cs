using System.Globalization;

namespace Chaos.Reports;

/// <summary>For a replay: what it repeats, and how far it did what that run had done.</summary>
public sealed record ReplaySummary
{
    /// <summary>The folder of the original, as the user named it.</summary>
    public required string Directory { get; init; }

    /// <summary>The id of the original.</summary>
    public required string RunId { get; init; }

    /// <summary>The verdict of the original; null where it is not known.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Faults of the original that were tried.</summary>
    public int Faults { get; init; }

    /// <summary>Those that were injected again.</summary>
    public int Injected { get; init; }

    /// <summary>
    /// Those of them that struck the same roles: as many nodes in the same shape, the leader among them or not; faults of clients, which belong
    /// to a node whatever its role, the same nodes.
    /// </summary>
    public int SameRoles { get; init; }

    /// <summary>Those of them that struck the same nodes.</summary>
    public int SameNodes { get; init; }

    /// <summary>Whether the injected ones came into force in the same order.</summary>
    public bool SameOrder { get; init; }

    /// <summary>The largest difference, counted from the beginning of the load, between when a fault came into force then and now, ms.</summary>
    public double LargestFaultOffsetMs { get; init; }

    /// <summary>Client invocations of the original's main phase.</summary>
    public int Invocations { get; init; }

    /// <summary>Those that were made again.</summary>
    public int Sent { get; init; }

    /// <summary>How much later than then they were made, counted from the beginning of the load, median, ms.</summary>
    public double MedianInvocationOffsetMs { get; init; }

    /// <summary>Likewise, the largest, ms.</summary>
    public double LargestInvocationOffsetMs { get; init; }

    /// <summary>The faults that were not injected again, each with the reason.</summary>
    public IReadOnlyList<string> Missing { get; init => field = value ?? []; } = [];

    /// <summary>The comparison in words.</summary>
    public IReadOnlyList<string> Sentences(Verdict now) =>
    [
        $"Replay of {Directory} (run {RunId}): " + (Verdict is { } then
            ? then == now ? $"the verdict is {Word(now)} again." : $"the verdict is {Word(now)}, then it was {Word(then)}."
            : "its verdict is not known."),
        string.Create(CultureInfo.InvariantCulture,
            $"{Injected} of {Faults} faults were injected again, {SameRoles} of them on the same roles ({SameNodes} on the same nodes), "
            + $"{(SameOrder ? "in the same order" : "in another order")}, at most {Math.Abs(LargestFaultOffsetMs):0} ms off; "
            + $"{Sent} of {Invocations} invocations were made again, {MedianInvocationOffsetMs:0.0} ms late at the median and "
            + $"{LargestInvocationOffsetMs:0} ms at most."),
        .. Missing.Select(fault => $"Not injected again: {fault}"),
    ];

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
