namespace Chaos.Agent;

/// <summary>How calls on files of the data directory are to be answered. The default: as they should be.</summary>
internal sealed record CallWish
{
    /// <summary>Every flush takes this much longer, ms, 0 to 60,000.</summary>
    public int FlushDelayMs { get; init; }

    /// <summary>Every flush succeeds at once and does nothing.</summary>
    public bool LyingFlush { get; init; }

    /// <summary>The calls that get an error instead.</summary>
    public IReadOnlyList<FailingCall> Failing { get; set; } = [];

    /// <summary>Which error.</summary>
    public FailingError Error { get; init; }

    /// <summary>The share of those calls that get it, above 0 to 1.</summary>
    public double Share { get; set; } = 1;
}
