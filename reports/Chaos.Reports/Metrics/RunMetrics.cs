using System.Globalization;

namespace Chaos.Reports;

/// <summary>Figures of a run, computed from the history, the schedule and the observations alone.</summary>
public sealed partial record RunMetrics
{
    /// <summary>How many operations there were.</summary>
    public required OperationCounts Operations { get; init; }

    /// <summary>The same for each function, in order of name.</summary>
    public required IReadOnlyList<FunctionCounts> Functions { get; init; }

    /// <summary>Latencies for each function and outcome, in order of name.</summary>
    public required IReadOnlyList<LatencySummary> Latencies { get; init; }

    /// <summary>Whether latencies count from the intended start (open loop).</summary>
    public required bool LatencyFromDue { get; init; }

    /// <summary>From the first invocation to the last entry of a client, ms.</summary>
    public required double DurationMs { get; init; }

    /// <summary>Operations that ended ok, a second, over that time.</summary>
    public required double OkPerSecond { get; init; }

    /// <summary>Operations invoked while a fault was certainly in force.</summary>
    public required OperationCounts DuringFaults { get; init; }

    /// <summary>Time in which at least one fault was certainly in force, ms.</summary>
    public required double FaultsInForceMs { get; init; }

    /// <summary>Distinct elections (term and node) in the observations.</summary>
    public required int Elections { get; init; }

    /// <summary>Those of them that certainly came after the first operation was invoked: changes of leader under load.</summary>
    public required int LeaderChanges { get; init; }

    /// <summary>How often, under load, a node told another role than in its answer before: leader, follower, candidate.</summary>
    public int RoleChanges { get; init; }

    /// <summary>
    /// Share, from 0 to 1, of the one-second windows in which an operation was invoked or under way that saw at least one end ok;
    /// null where nothing was tried.
    /// </summary>
    public required double? Availability { get; init; }

    /// <summary>The longest time in which operations were tried and none ended ok, ms. A pause in the load is not counted.</summary>
    public required double LongestGapMs { get; init; }

    /// <summary>When that gap began, run clock, ms.</summary>
    public required double LongestGapAtMs { get; init; }

    /// <summary>Recovery after each fault at whose end no other one was in force and load was running, in order of time.</summary>
    public required IReadOnlyList<RecoveryTime> Recoveries { get; init; }

    /// <summary>The slowest of them, ms; null where there is none.</summary>
    public double? SlowestRecoveryMs { get; init; }

    /// <summary>Whether changes of leader can be counted: an election was seen, or no node told another role either.</summary>
    public bool CountsLeaders() => Elections > 0 || RoleChanges == 0;

    /// <summary>How often the leader changed, in a few words. Where no election with its term was seen, what the nodes told of their roles.</summary>
    public string ChangesInWords() => CountsLeaders()
        ? $"{Times(LeaderChanges)} of leader"
        : $"{Times(RoleChanges)} of role (no election was seen)";

    private static string Times(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} change{(count == 1 ? "" : "s")}");
}
