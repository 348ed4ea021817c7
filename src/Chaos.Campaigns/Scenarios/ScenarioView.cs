namespace Chaos.Campaigns;

/// <summary>What happened, as the expectations of a scenario ask for it.</summary>
/// <param name="evidence">All that was recorded.</param>
public sealed class ScenarioView(Evidence evidence)
{
    private readonly Dictionary<string, FaultRecord> faults = evidence.Schedule
        .Where(fault => fault is { Replays: not null, FromNs: not null })
        .GroupBy(fault => fault.Replays!)
        .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);

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
