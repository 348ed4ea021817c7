namespace Chaos.Reports;

/// <summary>What a report is made of.</summary>
public sealed record ReportInput
{
    /// <summary>Verdicts and figures.</summary>
    public required RunResults Results { get; init; }

    /// <summary>The same evidence that they were made from.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>
    /// Files of the run's folder to link to, as relative paths with forward slashes: <c>history.jsonl</c>, <c>nodes/n1/n1.log</c>.
    /// </summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Messages between nodes around the first violation, in the order in which they were sent; empty where none are known.</summary>
    public IReadOnlyList<MessageRecord> Messages { get; init; } = [];

    /// <summary>The line of <c>history.jsonl</c> that holds the entry with index 0; 2 where a header line precedes it.</summary>
    public int FirstHistoryLine { get; init; } = 2;
}
