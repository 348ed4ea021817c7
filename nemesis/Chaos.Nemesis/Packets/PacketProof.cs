namespace Chaos.Nemeses;

/// <summary>
/// What measured directions say about a treatment. Shares are judged by what so many draws may give (five standard deviations and one in a
/// hundred); delays and rates by what a busy machine adds. Pure.
/// </summary>
internal static class PacketProof
{
    private const double Deviations = 5, ShareMargin = 0.01;

    // What a network may lose or double by itself.
    private const double Stray = 0.03;
    private const double RateMargin = 1.2;
    private const long MillisecondNs = 1_000_000;

    /// <summary>Whether the treated directions show the treatment and the others do not, and a sentence of what was measured.</summary>
    public static Measurement InForce(
        PacketTreatment asked, IReadOnlyList<LinkQuality> treated, IReadOnlyList<LinkQuality> burst, IReadOnlyList<LinkQuality> others)
    {
        var doubts = new List<string>();
        if (treated.Any(way => way.Sent == 0)) doubts.Add("nothing could be sent along some directions");
        if (treated.Any(way => way.Arrived == 0)) doubts.Add("nothing arrived along some directions");
        if (asked.Delay > TimeSpan.Zero) JudgeDelay(asked, treated, doubts);
        JudgeShares(asked, treated, doubts);
        if (asked.Reorder && treated.Sum(way => way.Reordered) == 0) doubts.Add("the order never changed");
        if (asked.BytesPerSecond is { } rate && burst.Any(way => way.BytesPerSecond is not { } seen || seen > rate * RateMargin))
            doubts.Add("some directions were faster than asked");
        if (!AreAsUsual(asked, others)) doubts.Add("other directions were treated as well");
        return new(doubts.Count == 0 && treated.Count > 0, Sentence(treated, burst, doubts));
    }

    /// <summary>Whether the directions are free of a treatment that ended.</summary>
    public static Measurement Ended(PacketTreatment was, IReadOnlyList<LinkQuality> ways, IReadOnlyList<LinkQuality> burst)
    {
        if (ways.Count == 0) return new(true, "confirmed by the kernel; every direction is cut by another fault now");
        var doubts = new List<string>();
        if (ways.Any(way => way.MedianDelayNs is not { } delayNs || delayNs > UsualNs(was))) doubts.Add("some directions are still slow");
        if (LostShare(ways) > Math.Max(Stray, was.Loss / 4)) doubts.Add("packets are still lost");
        if (CopiedShare(ways) > Math.Max(Stray, was.Duplicate / 4)) doubts.Add("packets still arrive twice");
        if (was.BytesPerSecond is { } rate && burst.All(way => !(way.BytesPerSecond > rate * RateMargin))) doubts.Add("still no faster than the rate");
        return new(doubts.Count == 0, Sentence(ways, burst, doubts));
    }

    // Where half of the delay is less than what a busy machine adds, nothing can be told from it.
    private static long UsualNs(PacketTreatment treatment) => Math.Max(treatment.Delay.Ticks * 100 / 2, 20 * MillisecondNs);

    private static bool AreAsUsual(PacketTreatment asked, IReadOnlyList<LinkQuality> others) =>
        others.All(way => !(way.MedianDelayNs > UsualNs(asked)))
        && LostShare(others) <= Math.Max(Stray, asked.Loss / 4)
        && CopiedShare(others) <= Math.Max(Stray, asked.Duplicate / 4);

    private static void JudgeDelay(PacketTreatment asked, IReadOnlyList<LinkQuality> treated, List<string> doubts)
    {
        // The median of a symmetric jitter is the delay; where order is kept, packets wait for those before them.
        var leastNs = (asked.Delay.Ticks * 100) - (asked.Jitter.Ticks * 100 / 2) - (MillisecondNs / 2);
        if (treated.Any(way => way.MedianDelayNs < leastNs)) doubts.Add("some directions were quicker than asked");
    }

    private static void JudgeShares(PacketTreatment asked, IReadOnlyList<LinkQuality> treated, List<string> doubts)
    {
        var sent = treated.Sum(way => way.Sent);
        var arrived = treated.Sum(way => way.Arrived);
        if (sent == 0 || arrived == 0) return;
        // A slow line drops what it cannot hold: then only too little loss would be wrong.
        var lost = LostShare(treated);
        if (lost < asked.Loss - Margin(asked.Loss, sent) || (asked.BytesPerSecond is null && lost > asked.Loss + Margin(asked.Loss, sent) + Stray))
            doubts.Add($"{TreatmentText.Percent(asked.Loss)} of loss was asked");
        var copied = CopiedShare(treated);
        if (copied < asked.Duplicate - Margin(asked.Duplicate, arrived) || copied > asked.Duplicate + Margin(asked.Duplicate, arrived) + Stray)
            doubts.Add($"{TreatmentText.Percent(asked.Duplicate)} of copies was asked");
    }

    private static double Margin(double share, int draws) =>
        (Deviations * Math.Sqrt(share * (1 - share) / draws)) + (share is 0 ? 0 : ShareMargin);

    private static double LostShare(IReadOnlyList<LinkQuality> ways) =>
        ways.Sum(way => way.Sent) is > 0 and var sent ? 1 - (ways.Sum(way => way.Arrived) / (double)sent) : 0;

    private static double CopiedShare(IReadOnlyList<LinkQuality> ways) =>
        ways.Sum(way => way.Arrived) is > 0 and var arrived ? ways.Sum(way => way.Copies) / (double)arrived : 0;

    private static string Sentence(IReadOnlyList<LinkQuality> ways, IReadOnlyList<LinkQuality> burst, List<string> doubts)
    {
        var delays = ways.Select(way => way.MedianDelayNs).OfType<long>().Order().ToArray();
        var spreads = ways.Select(way => way.DelaySpreadNs).OfType<long>().Order().ToArray();
        var rates = burst.Select(way => way.BytesPerSecond).OfType<double>().Order().ToArray();
        var arrived = ways.Sum(way => way.Arrived);
        return (ways.Count == 1 ? "1 direction" : $"{ways.Count} directions")
            + (delays.Length == 0 ? "" : $": {Ms(delays[delays.Length / 2])} at the median (eight of ten within {Ms(spreads[spreads.Length / 2])})")
            + $", {TreatmentText.Percent(LostShare(ways))} lost"
            + Share(ways.Sum(way => way.Copies), arrived, "twice")
            + Share(ways.Sum(way => way.Reordered), arrived, "overtaken")
            + (rates.Length == 0 ? "" : $", {TreatmentText.RateOf(rates[rates.Length / 2])} bytes a second")
            + (doubts.Count == 0 ? "" : $" ({string.Join("; ", doubts)})");
    }

    private static string Share(int some, int of, string what) =>
        some == 0 ? "" : $", {TreatmentText.Percent(some / (double)of)} {what}";

    private static string Ms(long ns) => $"{ns / 1e6:0.0} ms";
}
