using Chaos.Consensus;

namespace Chaos.Tests.Consensus;

/// <summary>Entries and messages of a leader that a test plays.</summary>
internal static class Entries
{
    public static LogEntry Write(long index, long term, string key = "x", long value = 1, long session = 0, long sequence = 0) => LogEntry.Create(
        new(), index, term, LogEntryKind.Command,
        new() { Action = KeyValueAction.Write, Key = key, Value = Value.Of(value), Session = session, Sequence = sequence });

    public static LogEntry[] Writes(long from, params long[] terms) => [.. terms.Select((term, i) => Write(from + i, term))];

    public static AppendEntries From(
        long term, long previousIndex, long previousTerm, long commit, params LogEntry[] entries) => new()
        {
            Term = term,
            PreviousIndex = previousIndex,
            PreviousTerm = previousTerm,
            CommitIndex = commit,
            Entries = entries,
            Round = 1,
        };

    public static VoteRequest Ask(long term, long lastIndex, long lastTerm, bool preVote = false) =>
        new() { Term = term, IsPreVote = preVote, IsTransfer = false, LastIndex = lastIndex, LastTerm = lastTerm };
}
