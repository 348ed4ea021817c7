namespace Chaos.Checking;

/// <summary>A stretch of time in which a cut was certainly in force, run clock, ns.</summary>
internal readonly record struct CutWindow(long FromNs, long ToNs)
{
    private const string Flapping = "flapping";
    private const string Turn = "flap";

    public bool Contains(long timeNs) => timeNs >= FromNs && timeNs <= ToNs;

    /// <summary>
    /// The stretches of a fault: from when it was in force until its end; of one that comes and goes those between probes that found it in
    /// force and are too close together for a turn without it.
    /// </summary>
    public static IReadOnlyList<CutWindow> Of(FaultRecord fault, IReadOnlyList<Observation> probes)
    {
        if (fault is not { FromNs: { } fromNs, ToNs: { } toNs } || toNs <= fromNs) return [];
        if (fault.Shape is not Flapping) return [new(fromNs, toNs)];
        if (!fault.Parameters.TryGetValue(Turn, out var text) || !Durations.TryParse(text, out var turn)) return [];
        var closeNs = turn.Ticks * TimeSpan.NanosecondsPerTick * 3 / 4;
        var windows = new List<CutWindow>();
        Observation? last = null;
        foreach (var probe in probes)
        {
            if (last is not null && probe.SentNs - last.ReceivedNs < closeNs) windows[^1] = windows[^1] with { ToNs = probe.SentNs };
            else windows.Add(new(probe.SentNs, probe.SentNs));
            last = probe;
        }

        return [.. windows.Where(window => window.ToNs > window.FromNs)];
    }
}
