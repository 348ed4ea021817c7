using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>Whether what was read of a node's clock is what it was told to show.</summary>
internal sealed class ClockProof(string node, ClockProgram program, EffectTime began)
{
    private const double PartsInMillion = 1e6;

    // The clocks of two readers on one machine, and the rounding of the rate.
    private const long ToleranceNs = 1_000_000;
    private const int StrobeLooks = 25;
    private static readonly TimeSpan LeastBetween = TimeSpan.FromMilliseconds(3);

    private readonly long offsetNs = program.Offset.Ticks * TimeSpan.NanosecondsPerTick;
    private bool sawOffset;
    private bool sawTruth;
    private Observation? last;

    /// <summary>Whether it is proven.</summary>
    public bool Holds { get; private set; }

    /// <summary>Whether the last reading found no process.</summary>
    public bool NothingRan => last is { ClockOffsetNs: null };

    /// <summary>What was read.</summary>
    public string Sentence => last switch
    {
        null => $"{node} was not read",
        { ClockOffsetNs: null } => $"no process of {node} ran",
        _ when program.StrobeEvery is not null && Holds => $"{node} went to and fro between {Away(offsetNs)} and the true time",
        { ClockOffsetNs: { } ns } => $"{node} was {Away(ns)}"
            + (Holds ? "" : $", not as asked{(last.Detail is { } detail ? $" ({detail})" : "")}"),
    } + Since;

    private string Since => last?.ClockSinceNs is { } sinceNs && sinceNs > began.LatestNs
        ? string.Create(CultureInfo.InvariantCulture, $", after a start from {sinceNs / 1e9:0.000} s on")
        : "";

    /// <summary>How many looks it may need.</summary>
    public int MostLooks(int otherwise) => program.StrobeEvery is null ? otherwise : StrobeLooks;

    /// <summary>The time between two looks: a strobe is looked at in its different phases.</summary>
    public TimeSpan Between(TimeSpan otherwise) => program.StrobeEvery is { } every
        ? TimeSpan.FromTicks(Math.Clamp((long)(every.Ticks * 0.7), LeastBetween.Ticks, otherwise.Ticks))
        : otherwise;

    /// <summary>Takes one reading.</summary>
    public void Add(Observation seen)
    {
        last = seen;
        if (seen.ClockOffsetNs is not { } ns) return;
        if (seen.Detail is not null) return; // its processes disagree
        if (program.StrobeEvery is not null)
        {
            sawOffset |= ns == offsetNs;
            sawTruth |= ns == 0;
            Holds = sawOffset && sawTruth;
            return;
        }

        var (least, most) = Expected(seen);
        Holds = ns >= least - ToleranceNs && ns <= most + ToleranceNs && ns != 0;
    }

    // It began at some moment between two, and was read at some moment between two.
    private (double Least, double Most) Expected(Observation seen)
    {
        var rate = program.DriftPpm / PartsInMillion;
        double a = (seen.SentNs - began.LatestNs) * rate, b = (seen.ReceivedNs - began.EarliestNs) * rate;
        return (offsetNs + Math.Min(a, b), offsetNs + Math.Max(a, b));
    }

    private static string Away(long ns) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(ns) / 1e9:0.000###} s {(ns < 0 ? "behind" : "ahead")}");
}
