using System.Globalization;
using System.Text.RegularExpressions;

namespace Chaos.Systems;

/// <summary>
/// Reads elections from ZooKeeper's log. A leader writes <c>Have quorum of supporters, ...; starting up and setting last processed zxid</c> once in
/// its epoch, when a quorum has accepted the epoch and its history: role and epoch in one line.
/// </summary>
internal static partial class ZooKeeperElections
{
    private const string SnapshotSign = "Getting a snapshot from leader 0x";
    private const string Sign = "starting up and setting last processed zxid: 0x";

    /// <summary>The epoch of an election, and the node's wall clock then (where the line has it); null for any other line.</summary>
    public static (long Epoch, DateTimeOffset? At)? Read(string line)
    {
        if (!line.Contains(Sign, StringComparison.Ordinal) || Line().Match(line) is not { Success: true } match) return null;
        var zxid = long.Parse(match.Groups["zxid"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var at = DateTimeOffset.TryParse(
            match.Groups["at"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var wall) ? wall : (DateTimeOffset?)null;
        return (ZooKeeperStatus.EpochOf(zxid), at);
    }

    /// <summary>
    /// Reads that a follower, which has just found the leader, takes a snapshot of it instead of the transactions that it lacks (<c>Getting a diff</c>): up
    /// to which transaction, and the node's wall clock then; null for any other line.
    /// </summary>
    public static (string Zxid, DateTimeOffset? At)? ReadSnapshot(string line)
    {
        if (!line.Contains(SnapshotSign, StringComparison.Ordinal) || SnapshotLine().Match(line) is not { Success: true } match) return null;
        var at = DateTimeOffset.TryParse(
            match.Groups["at"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var wall) ? wall : (DateTimeOffset?)null;
        return (match.Groups["zxid"].Value, at);
    }

    [GeneratedRegex(@"^(?<at>\d{4}-\d\d-\d\dT\S+)?.*Getting a snapshot from leader (?<zxid>0x[0-9a-f]{1,16})\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex SnapshotLine();

    [GeneratedRegex(
        @"^(?<at>\d{4}-\d\d-\d\dT\S+)?.*Have quorum of supporters, sids: .*zxid: 0x(?<zxid>[0-9a-f]{1,16})\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
