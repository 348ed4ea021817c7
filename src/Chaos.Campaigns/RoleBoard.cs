namespace Chaos.Campaigns;

/// <summary>The newest role of every node, from the running samples. Safe for use by many threads.</summary>
/// <param name="voters">The voting nodes.</param>
/// <param name="clock">Tells how old a sample is.</param>
public sealed class RoleBoard(IReadOnlyList<string> voters, RunClock clock) : IRoleView
{
    private const long FreshNs = 2_000_000_000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Observation> newest = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Voters => voters;

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
        if (seen.Kind is not ObservationKind.Role || seen.Node is null) return;
        lock (gate) newest[seen.Node] = seen;
    }
}
