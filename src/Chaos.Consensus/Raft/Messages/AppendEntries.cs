namespace Chaos.Consensus;

/// <summary>Entries, or a heartbeat (paper 5.3).</summary>
internal sealed class AppendEntries : RaftMessage
{
    public override string Name => Entries.Length == 0 ? "Heartbeat" : "AppendEntries";

    public override string Detail => Entries.Length == 0
        ? $"term {Term}, after {PreviousIndex}, commit {CommitIndex}"
        : $"term {Term}, entries {PreviousIndex + 1} to {PreviousIndex + Entries.Length}, commit {CommitIndex}";

    public required long PreviousIndex { get; init; }

    public required long PreviousTerm { get; init; }

    public required LogEntry[] Entries { get; init; }

    public required long CommitIndex { get; init; }

    /// <summary>Counts the leader's rounds of messages; the reply repeats it, which confirms reads and leases (thesis 6.4).</summary>
    public required long Round { get; init; }
}
