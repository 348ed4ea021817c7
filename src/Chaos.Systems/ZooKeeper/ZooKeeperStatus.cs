using System.Globalization;
using System.Text.RegularExpressions;

namespace Chaos.Systems;

/// <summary>What a server answers to the command <c>srvr</c>.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Mode">leader, follower, observer or standalone; null while it serves nobody.</param>
/// <param name="Zxid">The last transaction that it applied; the upper half is the epoch.</param>
internal sealed partial record ZooKeeperStatus(string? Version, string? Mode, long? Zxid)
{
    private const int EpochShift = 32;

    /// <summary>The epoch that a transaction's number holds.</summary>
    public static long EpochOf(long zxid) => zxid >> EpochShift;

    /// <summary>Reads an answer.</summary>
    public static ZooKeeperStatus Parse(string answer)
    {
        var zxid = ZxidLine().Match(answer);
        return new(
            VersionLine().Match(answer) is { Success: true } version ? version.Groups[1].Value : null,
            ModeLine().Match(answer) is { Success: true } mode ? mode.Groups[1].Value : null,
            zxid.Success ? long.Parse(zxid.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) : null);
    }

    /// <summary>The role that it tells.</summary>
    public RoleView ToRole(string node)
    {
        var epoch = Zxid is { } zxid && EpochOf(zxid) is > 0 and var known ? known : (long?)null;
        return Mode switch
        {
            "leader" => new(NodeRole.Leader, epoch, node),
            "standalone" => new(NodeRole.Leader, epoch, node, "standalone"),
            "follower" => new(NodeRole.Follower, epoch),
            "observer" => new(NodeRole.Learner, epoch),
            _ => new(NodeRole.Candidate, epoch, Detail: "it serves nobody"),
        };
    }

    [GeneratedRegex(@"^Zookeeper version: (\d+(?:\.\d+)*)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"^Mode: (\w+)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex ModeLine();

    [GeneratedRegex(@"^Zxid: 0x([0-9a-f]{1,16})\s*$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex ZxidLine();
}
