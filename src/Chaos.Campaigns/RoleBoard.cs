namespace Chaos.Campaigns;

/// <summary>
/// The newest role of every node, the elections, and the members as most nodes see them, from the running samples and the nodes' logs. Safe
/// for use by many threads.
/// </summary>
/// <param name="voters">The voting nodes at the start.</param>
/// <param name="clock">Tells how old a sample is.</param>
public sealed class RoleBoard(IReadOnlyList<string> voters, RunClock clock) : IRoleView
{
    private const long FreshNs = 2_000_000_000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Observation> newest = [];
    private readonly Dictionary<string, Observation> views = [];
    private IReadOnlyList<string> members = voters;
    private (long? Term, string Node)? elected;
    private TaskCompletionSource<string>? nextElection;

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

    /// <inheritdoc/>
    /// <remarks>
    /// An election is the first news of a leader in a term above all terms that had one; where the system tells no terms, of another leader.
    /// </remarks>
    public Task<string> NextElectionAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // What waits goes on at once, on the thread that brought the news: in virtual time there is no other.
            nextElection ??= new();
            return nextElection.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes a sample or an election in.</summary>
    public void Put(Observation seen)
    {
        if (seen.Node is null) return;
        TakeIn(seen);
        if (seen is { Kind: ObservationKind.Role or ObservationKind.Election, Role: NodeRole.Leader }) Elected(seen)?.TrySetResult(seen.Node);
    }

    private TaskCompletionSource<string>? Elected(Observation seen)
    {
        lock (gate)
        {
            var isNews = elected is not { } last || (seen.Term is { } term && last.Term is { } older ? term > older : seen.Node != last.Node);
            if (!isNews) return null;
            var isFirst = elected is null;
            elected = (seen.Term, seen.Node!);
            // Who led already when the watch began was not elected now.
            if (isFirst && seen.Kind is ObservationKind.Role) return null;
            var waiting = nextElection;
            nextElection = null;
            return waiting;
        }
    }

    private void TakeIn(Observation seen)
    {
        lock (gate)
        {
            if (seen.Kind is ObservationKind.Role || (seen.Kind is ObservationKind.Election && IsNewer(seen))) newest[seen.Node!] = seen;
            if (seen is not { Kind: ObservationKind.Membership, Members: { Count: > 0 } }) return;
            if (views.TryGetValue(seen.Node!, out var older) && older.SentNs > seen.SentNs) return;
            views[seen.Node!] = seen;
            members = Agreed() ?? members;
        }
    }

    // A line of a log may come late: then what the node has said of itself meanwhile counts.
    private bool IsNewer(Observation election) =>
        !newest.TryGetValue(election.Node!, out var known) || election.SentNs >= known.SentNs;

    private IReadOnlyList<string>? Agreed() => views.Values
        .OrderByDescending(view => view.ReceivedNs)
        .Select(view => view.Members!)
        .FirstOrDefault(view => view.Count(member =>
            views.TryGetValue(member, out var own) && own.Members!.SequenceEqual(view, StringComparer.Ordinal)) * 2 > view.Count);
}
