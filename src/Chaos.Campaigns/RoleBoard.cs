namespace Chaos.Campaigns;

/// <summary>The newest role of every node, and the members as most of them see them, from the running samples. Safe for use by many threads.</summary>
/// <param name="voters">The voting nodes at the start.</param>
/// <param name="clock">Tells how old a sample is.</param>
public sealed class RoleBoard(IReadOnlyList<string> voters, RunClock clock) : IRoleView
{
    private const long FreshNs = 2_000_000_000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Observation> newest = [];
    private readonly Dictionary<string, Observation> views = [];
    private IReadOnlyList<string> members = voters;

    /// <inheritdoc/>
    /// <remarks>The members that a majority of themselves sees; as long as none do so, those that did last.</remarks>
    public IReadOnlyList<string> Voters
    {
        get
        {
            lock (gate) return members;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Where two nodes say so (a deposed leader behind a cut), the higher term counts, then the newer sample.</remarks>
    public string? Leader
    {
        get
        {
            lock (gate)
            {
                return newest.Values
                    .Where(seen => seen.Role is NodeRole.Leader && clock.NowNs - seen.ReceivedNs <= FreshNs)
                    .OrderByDescending(seen => seen.Term ?? 0)
                    .ThenByDescending(seen => seen.ReceivedNs)
                    .FirstOrDefault()?.Node;
            }
        }
    }

    /// <summary>Takes a sample in.</summary>
    public void Put(Observation seen)
    {
        if (seen.Node is null) return;
        lock (gate)
        {
            if (seen.Kind is ObservationKind.Role) newest[seen.Node] = seen;
            if (seen is not { Kind: ObservationKind.Membership, Members: { Count: > 0 } }) return;
            if (views.TryGetValue(seen.Node, out var older) && older.SentNs > seen.SentNs) return;
            views[seen.Node] = seen;
            members = Agreed() ?? members;
        }
    }

    private IReadOnlyList<string>? Agreed() => views.Values
        .OrderByDescending(view => view.ReceivedNs)
        .Select(view => view.Members!)
        .FirstOrDefault(view => view.Count(member =>
            views.TryGetValue(member, out var own) && own.Members!.SequenceEqual(view, StringComparer.Ordinal)) * 2 > view.Count);
}
