namespace Chaos;

/// <summary>A history as read from a file.</summary>
public sealed record StoredHistory
{
    /// <summary>The header line.</summary>
    public required HistoryHeader Header { get; init; }

    /// <summary>The operations. One without a completion may happen at any time until the end of the history, like an info.</summary>
    public required History History { get; init; }

    /// <summary>The torn last line, which is not part of <see cref="History"/>; null where the file ends with a whole line.</summary>
    public TornLine? TornLine { get; init; }

    /// <summary>Whole lines in the file, the header included.</summary>
    public required long Lines { get; init; }
}
