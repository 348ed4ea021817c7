namespace Chaos.Nemeses;

/// <summary>
/// The quorum budget of a run, shared by all its nemeses: over all faults in force together, every voter set keeps a majority whose
/// members run, are not paused, and reach each other in both directions. It is also the account of what is in force now. A claim is
/// made before its fault is installed and given back after its heal was verified, so the account never says less than the truth.
/// </summary>
/// <param name="beyondQuorum">Whether faults may leave no majority (<c>--beyond-quorum</c>): unavailability is then expected.</param>
public sealed class FaultBudget(bool beyondQuorum = false)
{
    private readonly Lock gate = new();
    private readonly List<FaultClaim> claims = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>Whether faults may leave no majority.</summary>
    public bool BeyondQuorum => beyondQuorum;

    /// <summary>The faults in force now, in the order in which they began.</summary>
    public IReadOnlyList<FaultClaim> InForce
    {
        get
        {
            lock (gate) return claims.ToArray();
        }
    }

    /// <summary>The nodes that some fault in force keeps from running.</summary>
    public IReadOnlySet<string> Down => InForce.SelectMany(claim => claim.Down).ToHashSet(StringComparer.Ordinal);

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
            }

            var cut = claims.SelectMany(other => other.Cuts).ToHashSet();
            if (claim.Cuts.Count > 0 && claim.Cuts.All(cut.Contains)) return "All of these directions are already cut.";
            if (!beyondQuorum && Quorums.WhyLost([.. claims, claim], voterSets) is { } lost) return lost;
            claims.Add(claim);
            return null;
        }
    }

    /// <summary>Gives a claim back. An unknown id does nothing.</summary>
    public void Release(string faultId)
    {
        lock (gate) claims.RemoveAll(claim => claim.FaultId == faultId);
    }
}
