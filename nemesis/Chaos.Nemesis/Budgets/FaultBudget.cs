namespace Chaos.Nemeses;

/// <summary>
/// The quorum budget of a run, shared by all its nemeses: over all faults in force together, every voter set keeps a majority whose
/// members run, are not paused, reach each other in both directions, have caught up after they were away, and have their storage
/// whole. It is also the account of what is in force now. A claim is made before its fault is installed and ended after its heal was
/// verified, so the account never says less than the truth.
/// </summary>
/// <param name="beyondQuorum">Whether faults may leave no majority (<c>--beyond-quorum</c>): unavailability is then expected.</param>
public sealed class FaultBudget(bool beyondQuorum = false)
{
    private readonly Lock gate = new();
    private readonly List<FaultClaim> claims = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> behind = new(StringComparer.Ordinal);
    private readonly HashSet<string> faulty = new(StringComparer.Ordinal);

    /// <summary>Whether faults may leave no majority.</summary>
    public bool BeyondQuorum => beyondQuorum;

    /// <summary>The faults in force now, in the order in which they began.</summary>
    public IReadOnlyList<FaultClaim> InForce => Read(() => claims.ToArray());

    /// <summary>The nodes that some fault in force keeps from running.</summary>
    public IReadOnlySet<string> Down => InForce.SelectMany(claim => claim.Down).ToHashSet(StringComparer.Ordinal);

    /// <summary>The nodes that were away by a fault that is over, and have not been seen to have caught up; they count as away.</summary>
    public IReadOnlyList<string> Behind => Read(() => behind.Order(StringComparer.Ordinal).ToArray());

    /// <summary>The nodes whose storage some fault may have broken; they count as faulty for good.</summary>
    public IReadOnlyList<string> Faulty => Read(() => faulty.Order(StringComparer.Ordinal).ToArray());

    /// <summary>A fault id that is unique in the run: <c>partition-1</c>, <c>partition-2</c>, ...</summary>
    public string NextId(string nemesis)
    {
        lock (gate) return $"{nemesis}-{counts[nemesis] = counts.GetValueOrDefault(nemesis) + 1}";
    }

    /// <summary>Takes a claim into the account, unless it does not fit beside what is in force.</summary>
    /// <param name="claim">What the fault would take away.</param>
    /// <param name="voterSets">The voting nodes, one list for every set that needs a majority of its own.</param>
    /// <returns>Null where it was taken; else the reason, in a sentence.</returns>
    public string? TryReserve(FaultClaim claim, IReadOnlyList<IReadOnlyList<string>> voterSets)
    {
        lock (gate)
        {
            foreach (var other in claims)
            {
                if (claim.Down.FirstOrDefault(other.Down.Contains) is { } node)
                    return $"{node} is already down by {other.FaultId}.";
                if (claim.Treated.FirstOrDefault(other.Treated.Contains) is { } treated)
                    return $"Calls on files of {treated} are already treated by {other.FaultId}.";
                if (claim.VoterSets.Count > 0 && other.VoterSets.Count > 0)
                    return $"{other.FaultId} is changing the members already; one change at a time.";
            }

            var cut = claims.SelectMany(other => other.Cuts).ToHashSet();
            if (claim.Cuts.Count > 0 && claim.Cuts.All(cut.Contains)) return "All of these directions are already cut.";
            if (!beyondQuorum && Quorums.WhyLost([.. claims, claim], voterSets, [.. behind, .. faulty]) is { } lost) return lost;
            claims.Add(claim);
            return null;
        }
    }

    /// <summary>Gives back a claim whose fault was never begun. An unknown id does nothing.</summary>
    public void Release(string faultId)
    {
        lock (gate) claims.RemoveAll(claim => claim.FaultId == faultId);
    }

    /// <summary>Ends a claim whose fault is healed: nodes that were away must catch up, and broken storage stays broken.</summary>
    public void End(string faultId)
    {
        lock (gate)
        {
            foreach (var claim in claims.Where(claim => claim.FaultId == faultId))
            {
                behind.UnionWith(claim.Behind);
                faulty.UnionWith(claim.Damaged);
            }

            claims.RemoveAll(claim => claim.FaultId == faultId);
        }
    }

    /// <summary>A node was seen to have caught up.</summary>
    public void CaughtUp(string node)
    {
        lock (gate) behind.Remove(node);
    }

    private T Read<T>(Func<T> read)
    {
        lock (gate) return read();
    }
}
