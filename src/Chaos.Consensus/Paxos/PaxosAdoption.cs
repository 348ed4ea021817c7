namespace Chaos.Consensus;

/// <summary>
/// The rule of phase 2: a proposer proposes the value of the highest-numbered ballot that its quorum has accepted, and its own only where
/// there is none ("Paxos made simple", section 2.2, P2c).
/// </summary>
internal static class PaxosAdoption
{
    /// <summary>Whether a value that was accepted in a ballot takes the place of what was found so far.</summary>
    /// <param name="ballot">The ballot in which an acceptor accepted it.</param>
    /// <param name="found">The ballot of what was found so far; 0 for nothing.</param>
    /// <param name="bugs">Seeded bugs.</param>
    public static bool Takes(long ballot, long found, BugSwitches bugs)
    {
        if (bugs.Has(SeededBug.IgnoresAcceptedValue)) return false;
        return found == 0 || (bugs.Has(SeededBug.TakesWrongBallot) ? ballot < found : ballot > found);
    }
}
