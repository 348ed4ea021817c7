namespace Chaos.Clusters;

/// <summary>
/// The offset of an agent's monotonic clock to the run clock, as an interval that holds it for certain. An agent begins after it was
/// asked and is done before its answer arrives: both bound the offset, and the narrowest recent pair is kept.
/// </summary>
internal sealed class ClockOffset
{
    private const int KeptSamples = 30;

    /// <summary>How far two clocks of different machines may drift apart: 100 parts in a million.</summary>
    private const long DriftDivisor = 10_000;

    private readonly record struct Sample(long LowNs, long HighNs, long AtNs);

    private readonly Lock gate = new();
    private readonly Queue<Sample> samples = new();
    private Sample best;

    /// <summary>Half the width of the interval: the error of a mapped time, ns.</summary>
    public long ErrorNs
    {
        get
        {
            lock (gate)
                return (best.HighNs - best.LowNs) / 2;
        }
    }

    /// <summary>Learns from one exchange.</summary>
    public void Add(long sentNs, long receivedNs, long fromNs, long toNs)
    {
        lock (gate)
        {
            samples.Enqueue(new Sample(toNs - receivedNs, fromNs - sentNs, receivedNs));
            while (samples.Count > KeptSamples)
                samples.Dequeue();
            best = samples.MinBy(sample => WidthAt(sample, receivedNs));
        }
    }

    /// <summary>Maps a span of the agent's clock onto the run clock: certainly inside the result, and inside the exchange.</summary>
    public EffectTime Map(long sentNs, long receivedNs, long fromNs, long toNs)
    {
        lock (gate)
        {
            var drift = Math.Abs(receivedNs - best.AtNs) / DriftDivisor;
            var earliest = Math.Clamp(fromNs - best.HighNs - drift, sentNs, receivedNs);
            var latest = Math.Clamp(toNs - best.LowNs + drift, earliest, receivedNs);
            return new EffectTime(earliest, latest);
        }
    }

    /// <summary>When a moment of the agent's clock was, at the latest, run clock, ns.</summary>
    public long LatestNs(long agentNs)
    {
        lock (gate)
            return agentNs - best.LowNs;
    }

    private static long WidthAt(Sample sample, long nowNs) =>
        sample.HighNs - sample.LowNs + (2 * (nowNs - sample.AtNs) / DriftDivisor);
}
