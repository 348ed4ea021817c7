namespace Chaos.Consensus;

/// <summary>
/// Ballots: numbers that no two proposers share, because the proposer is part of the number ("Paxos made simple", section 2.4). Written
/// in decimal they can be read: ballot 301 is the third round, of node 0. 0 stands for no ballot.
/// </summary>
internal static class PaxosBallot
{
    private const int Owners = 100;

    /// <summary>The first ballot of a proposer above another one.</summary>
    public static long Above(long ballot, int proposer, BugSwitches bugs) =>
        ((ballot / Owners) + 1) * Owners + (bugs.Has(SeededBug.EqualBallots) ? 1 : proposer + 1);

    /// <summary>The proposer of a ballot; -1 for no ballot.</summary>
    public static int OwnerOf(long ballot) => ballot == 0 ? -1 : (int)(ballot % Owners) - 1;
}
