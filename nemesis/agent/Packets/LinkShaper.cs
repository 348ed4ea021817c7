namespace Chaos.Agent;

/// <summary>
/// Decides what becomes of each packet of one source: lost with its chance, then through the line at its rate, then delayed. Pure: the
/// time comes in, the moment to go on comes out.
/// </summary>
internal sealed class LinkShaper(PacketDice dice)
{
    /// <summary>What a slow line holds at most, as time, ns: more is dropped, as a full buffer of a router does.</summary>
    public const long MostBacklogNs = 500_000_000;

    private const long NanosecondsPerMicrosecond = 1000, NanosecondsPerSecond = 1_000_000_000;

    private long freeNs;
    private long lastDueNs;

    /// <summary>The treatment; a change holds for the packets that come then.</summary>
    public required TreatedSource Treatment { get; set; }

    /// <summary>Packets that came so far.</summary>
    public long Packets { get; private set; }

    /// <summary>Packets lost so far.</summary>
    public long Lost { get; private set; }

    /// <summary>Packets dropped by a full queue so far.</summary>
    public long Overflowed { get; private set; }

    /// <summary>Packets doubled so far.</summary>
    public long Copied { get; private set; }

    /// <summary>Packets that went on late so far.</summary>
    public long Late { get; set; }

    /// <summary>The fate of a packet of so many bytes that arrives now.</summary>
    public PacketFate Decide(long nowNs, int bytes)
    {
        Packets++;
        if (dice.Next() < Treatment.Loss)
        {
            Lost++;
            return default;
        }

        var throughNs = nowNs;
        if (Treatment.BytesPerSecond > 0)
        {
            var startNs = Math.Max(freeNs, nowNs);
            if (startNs - nowNs > MostBacklogNs)
            {
                Overflowed++;
                return new PacketFate(null, Overflowed: true);
            }

            throughNs = freeNs = startNs + (bytes * NanosecondsPerSecond / Treatment.BytesPerSecond);
        }

        var jitterUs = Treatment.JitterUs == 0 ? 0 : (long)(((dice.Next() * 2) - 1) * Treatment.JitterUs);
        var dueNs = throughNs + (Math.Max(0, Treatment.DelayUs + jitterUs) * NanosecondsPerMicrosecond);
        if (!Treatment.Reorder)
            dueNs = Math.Max(dueNs, lastDueNs);
        lastDueNs = Math.Max(dueNs, lastDueNs);
        var copied = dice.Next() < Treatment.Duplicate;
        Copied += copied ? 1 : 0;
        return new PacketFate(dueNs, copied);
    }
}
