namespace Chaos;

/// <summary>A message between two nodes of a simulation: a line of <c>messages.jsonl</c>.</summary>
public sealed record MessageRecord
{
    /// <summary>When it was sent, run clock, ns.</summary>
    public required long SentNs { get; init; }

    /// <summary>When it arrived, run clock, ns; null where it never did.</summary>
    public long? ArrivedNs { get; init; }

    /// <summary>The sender.</summary>
    public required string From { get; init; }

    /// <summary>The receiver.</summary>
    public required string To { get; init; }

    /// <summary>What it is, in one word: <c>AppendEntries</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What is in it, in a few words.</summary>
    public string Detail { get; init; } = "";
}
