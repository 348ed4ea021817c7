namespace Chaos.Simulation;

/// <summary>How many events of each kind there were; together they are the events that the benchmark counts.</summary>
public sealed class EventCounts
{
    /// <summary>Messages delivered to a program.</summary>
    public long Messages { get; internal set; }

    /// <summary>Timers that a program saw.</summary>
    public long Timers { get; internal set; }

    /// <summary>Completions of flushes that a program saw.</summary>
    public long Flushes { get; internal set; }

    /// <summary>Requests of clients and probes delivered to a program.</summary>
    public long Requests { get; internal set; }

    /// <summary>How many events were to come, on average, when one happened.</summary>
    public double MeanPending => Seen == 0 ? 0 : (double)PendingSum / Seen;

    internal long Seen { get; set; }

    internal long PendingSum { get; set; }

    /// <summary>All of them.</summary>
    public long Total => Messages + Timers + Flushes + Requests;
}
