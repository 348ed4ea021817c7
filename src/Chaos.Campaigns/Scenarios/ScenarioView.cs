using Chaos.Checking;

namespace Chaos.Campaigns;

/// <summary>What happened, as the expectations of a scenario ask for it.</summary>
/// <param name="evidence">All that was recorded.</param>
/// <param name="serveWithin">How long a node may take to serve again; null for six seconds.</param>
public sealed class ScenarioView(Evidence evidence, TimeSpan? serveWithin = null)
{
    private readonly Dictionary<string, FaultRecord> faults = evidence.Schedule
        .Where(fault => fault is { Replays: not null, FromNs: not null })
        .GroupBy(fault => fault.Replays!)
        .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);

    /// <summary>How long a node may take to serve again after a fault ended, ns.</summary>
    public long ServeWithinNs { get; } = (serveWithin ?? Scenario.ServeWithin).Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>A fault of the scenario as it was injected; null where it was not.</summary>
    public FaultRecord? Fault(string id) => faults.GetValueOrDefault(id);

    /// <summary>Operations that were begun and acknowledged between two times.</summary>
    /// <param name="fromNs">From when, run clock, ns.</param>
    /// <param name="toNs">Until when.</param>
    /// <param name="onNode">At which nodes.</param>
    public IReadOnlyList<Operation> Acknowledged(long fromNs, long toNs, Func<string, bool> onNode)
    {
        var history = evidence.History;
        var found = new List<Operation>();
        for (var at = 0; at < history.Count; at++)
        {
            if (!history.IsInvocationAt(at) || history.TimeNsAt(at) < fromNs) continue;
            if (history.TimeNsAt(at) > toNs) break;
            var end = history.CompletionOf(at);
            if (end < 0 || history.TypeAt(end) is not OperationType.Ok || history.TimeNsAt(end) > toNs) continue;
            if (history[at] is { IsClient: true, Node: { } node } && onNode(node)) found.Add(history[end]);
        }

        return found;
    }

    /// <summary>Operations that were begun at nodes between two times and were not acknowledged then.</summary>
    public int Unacknowledged(long fromNs, long toNs, Func<string, bool> onNode) =>
        evidence.History.Count(entry => entry is { IsClient: true, Type: OperationType.Invoke, Node: { } node }
            && entry.TimeNs >= fromNs && entry.TimeNs <= toNs && onNode(node))
        - Acknowledged(fromNs, toNs, onNode).Count;

    /// <summary>The first election that was seen between two times; null where none was.</summary>
    public Observation? Election(long fromNs, long toNs) => evidence.Observations
        .Where(seen => seen is { Node: not null, Role: NodeRole.Leader, Kind: ObservationKind.Election }
            && seen.SentNs >= fromNs && seen.SentNs <= toNs)
        .MinBy(seen => seen.SentNs);

    /// <summary>All elections that were seen between two times, in their order, each once.</summary>
    public IReadOnlyList<Observation> Elections(long fromNs, long toNs) =>
    [
        .. evidence.Observations
            .Where(seen => seen is { Node: not null, Role: NodeRole.Leader, Kind: ObservationKind.Election }
                && seen.SentNs >= fromNs && seen.SentNs <= toNs)
            .GroupBy(seen => (seen.Node, seen.Term)).Select(same => same.MinBy(seen => seen.ReceivedNs)!).OrderBy(seen => seen.ReceivedNs),
    ];

    /// <summary>
    /// How long nobody had led at most when an election was seen: since another node had last said that it leads. Null where none had.
    /// </summary>
    public long? LeaderlessNs(Observation election) => evidence.Observations
        .Where(seen => seen is { Kind: ObservationKind.Role, Role: NodeRole.Leader } && seen.Node != election.Node && seen.SentNs <= election.ReceivedNs)
        .Max(seen => (long?)seen.SentNs) is { } lastNs
            ? election.ReceivedNs - lastNs
            : null;

    /// <summary>The terms in which more than one node was elected.</summary>
    public IReadOnlyList<(long Term, IReadOnlyList<string> Leaders)> SplitTerms() => NoSplitBrainChecker.SplitTerms(evidence, _ => "");

    /// <summary>What nodes told of themselves (versions, snapshots), in the order in which it came.</summary>
    public IReadOnlyList<Observation> Told(ObservationKind kind, string node) =>
        [.. evidence.Observations.Where(seen => seen.Kind == kind && seen.Node == node).OrderBy(seen => seen.ReceivedNs)];

    /// <summary>The longest time between two times in which no operation of a client was acknowledged.</summary>
    public long LongestSilenceNs(long fromNs, long toNs)
    {
        var (lastNs, longestNs) = (fromNs, 0L);
        var history = evidence.History;
        for (var at = 0; at < history.Count; at++)
        {
            if (history.TypeAt(at) is not OperationType.Ok || history.ProcessAt(at) < 0 || history.TimeNsAt(at) < fromNs) continue;
            if (history.TimeNsAt(at) > toNs) break;
            longestNs = Math.Max(longestNs, history.TimeNsAt(at) - lastNs);
            lastNs = history.TimeNsAt(at);
        }

        return Math.Max(longestNs, toNs - lastNs);
    }

    /// <summary>How many operations each node acknowledged that were begun and acknowledged between two times.</summary>
    public IReadOnlyDictionary<string, int> AcknowledgedByNode(long fromNs, long toNs)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in evidence.History.Where(entry => entry is { IsClient: true, Node: not null }).Select(entry => entry.Node!).Distinct())
            counts[node] = 0;
        foreach (var done in Acknowledged(fromNs, toNs, _ => true)) counts[done.Node!]++;
        return counts;
    }

    /// <summary>The operations of clients, each with its completion, in the order of their invocations.</summary>
    public IEnumerable<(Operation Begun, Operation? Ended)> Operations()
    {
        var history = evidence.History;
        for (var at = 0; at < history.Count; at++)
        {
            if (!history.IsInvocationAt(at) || history.ProcessAt(at) < 0) continue;
            var end = history.CompletionOf(at);
            yield return (history[at], end < 0 ? null : history[end]);
        }
    }

    /// <summary>From the beginning of the main phase to the beginning of the end of the last fault, run clock, ns.</summary>
    public (long FromNs, long ToNs) MainNs => (RunPhase.StartOf(RunPhase.Main, evidence) ?? 0, RunPhase.StartOf(RunPhase.Heal, evidence) ?? long.MaxValue);

    /// <summary>The newest term in which a node was seen to lead before a moment.</summary>
    public long? TermBefore(long ns) => evidence.Observations
        .Where(seen => seen is { Role: NodeRole.Leader, Kind: ObservationKind.Election, Term: not null } && seen.SentNs <= ns)
        .Max(seen => seen.Term);

    /// <summary>The first role that a node told after a moment, as long as it is another than this one; null where it told none.</summary>
    public Observation? FirstOtherRole(string node, NodeRole than, long fromNs) => evidence.Observations
        .Where(seen => seen.Kind is ObservationKind.Role && seen.Node == node && seen.SentNs >= fromNs
            && seen.Role != than && seen.Role is not NodeRole.Unknown)
        .MinBy(seen => seen.SentNs);

    /// <summary>The first time after a moment at which most of some nodes saw exactly them as the members; null where they never did.</summary>
    public long? MembersSeenNs(IReadOnlyList<string> members, long fromNs)
    {
        var wanted = members.Order(StringComparer.Ordinal).ToArray();
        var seeing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var seen in evidence.Observations
            .Where(seen => seen is { Kind: ObservationKind.Membership, Members: not null, Node: not null } && seen.SentNs >= fromNs)
            .OrderBy(seen => seen.ReceivedNs))
        {
            if (!seen.Members!.Order(StringComparer.Ordinal).SequenceEqual(wanted, StringComparer.Ordinal)) continue;
            seeing.Add(seen.Node!);
            if (seeing.Count * 2 > wanted.Length) return seen.ReceivedNs;
        }

        return null;
    }
}
