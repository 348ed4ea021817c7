namespace Chaos;

/// <summary>How calls on files of a data directory are answered. The default: as they should be.</summary>
public sealed record FileTreatment
{
    /// <summary>Every flush (fsync, fdatasync) takes this much longer.</summary>
    public TimeSpan FlushDelay { get; init; }

    /// <summary>Every flush succeeds at once and does nothing.</summary>
    public bool LyingFlush { get; init; }

    /// <summary>The calls that get an error instead: <c>read</c>, <c>write</c>, <c>fsync</c>, <c>open</c>; empty for none.</summary>
    public IReadOnlyList<string> FailingCalls { get; init; } = [];

    /// <summary>The error: <c>EIO</c> or <c>ENOSPC</c>.</summary>
    public string Error { get; init; } = "EIO";

    /// <summary>The share of those calls that get it, above 0 to 1.</summary>
    public double FailingShare { get; init; } = 1;
}
