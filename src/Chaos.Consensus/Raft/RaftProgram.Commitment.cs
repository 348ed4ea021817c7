namespace Chaos.Consensus;

/// <summary>Commitment of entries of the own term by counting replicas (paper 5.3, 5.4.2), and applying them.</summary>
internal sealed partial class RaftProgram
{
    private readonly Dictionary<long, CallOrigin> origins = [];
    private long commitIndex;
    private long appliedIndex;

    /// <summary>The leader appends an entry and sends it at once; its own disk is one of the replicas (thesis 10.2.1).</summary>
    private void Propose(LogEntry entry)
    {
        log.Append(entry);
        storage.Append(entry);
        if (entry.Kind is LogEntryKind.Configuration) AddConfiguration(entry);
        storage.RequestFlush(log.LastIndex);
        SendToAll(isHeartbeat: entry.Kind is not LogEntryKind.Command);
    }

    private void MaybeCommit()
    {
        Span<long> matches = stackalloc long[progress.Length];
        for (var i = 0; i < matches.Length; i++) matches[i] = progress[i].Match;
        matches[self] = bugs.Has(SeededBug.AcknowledgesBeforeFlush) ? log.LastIndex : storage.DurableIndex;
        var reached = bugs.Has(SeededBug.AppliesBeforeCommit) ? matches[self] : configuration.Reached(matches, bugs);
        if (reached <= commitIndex) return;
        if (log.TermAt(reached) != term && !bugs.Has(SeededBug.CommitsOlderTerm)) return;
        CommitTo(reached);
        if (IsLeader) OnCommitted();
    }

    private void CommitTo(long index)
    {
        if (index <= commitIndex) return;
        commitIndex = index;
        Apply();
    }

    private void Apply()
    {
        var last = Math.Min(commitIndex, log.LastIndex);
        while (appliedIndex < last)
        {
            var entry = log[++appliedIndex];
            if (entry.Kind is not LogEntryKind.Command) continue;
            var result = store.Apply(entry.Index, entry.Command!);
            if (origins.Count > 0 && origins.Remove(entry.Index, out var origin)) Answer(origin, result);
        }

        ServeWaitingReads();
        MaybeCompact();
    }

    private void Answer(CallOrigin origin, KeyValueResult result)
    {
        if (origin.Node == self) calls.Answer(origin.Call, result);
        else host.Send(origin.Node, new ForwardReply { Term = term, Call = origin.Call, Result = result });
    }

    private void OnCommitted()
    {
        ReleaseHeldReads();
        AdvanceMembership();
    }
}
