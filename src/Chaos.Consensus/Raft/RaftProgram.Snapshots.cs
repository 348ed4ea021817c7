namespace Chaos.Consensus;

/// <summary>Snapshots, log compaction, and snapshots for followers that are too far behind (paper 7).</summary>
internal sealed partial class RaftProgram
{
    private void MaybeCompact()
    {
        if (appliedIndex - (snapshot?.Index ?? 0) >= settings.SnapshotEntries) Compact();
    }

    private void Compact()
    {
        if (appliedIndex <= (snapshot?.Index ?? 0) || log.TermAt(appliedIndex) < 0) return;
        var state = new ByteWriter();
        store.Save(state);
        snapshot = new(appliedIndex, log.TermAt(appliedIndex), ConfigurationAt(appliedIndex), state.Written.ToArray());
        var keepAfter = Math.Max(log.BaseIndex, appliedIndex - settings.TrailingEntries);
        if (log.TermAt(keepAfter) >= 0) log.CompactTo(keepAfter, log.TermAt(keepAfter));
        ForgetConfigurations(appliedIndex);
        storage.Rewrite(snapshot, term, vote, log);
        storage.RequestFlush(log.LastIndex);
    }

    private void LoadSnapshot(RaftSnapshot found)
    {
        store.Load(found.State);
        commitIndex = appliedIndex = found.Index;
    }

    // At most one on its way, and again after a timeout.
    private bool TrySendSnapshot(int peer)
    {
        if (snapshot is null) return false;
        ref var follower = ref progress[peer];
        var nowNs = host.MonotonicNs;
        if (nowNs - follower.SnapshotNs < settings.ElectionNs) return false;
        follower.SnapshotNs = nowNs;
        follower.IsProbing = true;
        host.Send(peer, new InstallSnapshot { Term = term, Snapshot = snapshot, Round = round });
        return true;
    }

    private void OnInstallSnapshot(int from, InstallSnapshot message)
    {
        if (message.Term < term || (message.Term == term && IsLeader) || NeverStepsDown)
        {
            SendWhenDurable(from, new AppendReply { Term = term, Accepted = false, Index = 0, Round = message.Round });
            return;
        }

        Follow(from, message.Term);
        var offered = message.Snapshot;
        if (offered.Index > commitIndex)
        {
            host.Log($"took a snapshot up to entry {offered.Index}");
            Install(offered);
        }
        else if (bugs.Has(SeededBug.SnapshotRollsBack)) store.Load(offered.State); // and goes on from where it was
        SendWhenDurable(from, new AppendReply { Term = term, Accepted = true, Index = offered.Index, Round = message.Round });
    }

    private void Install(RaftSnapshot offered)
    {
        // Where the log agrees with the snapshot, what follows it stays (paper, figure 13, step 6).
        if (log.TermAt(offered.Index) == offered.Term && offered.Index > commitIndex) log.CompactTo(offered.Index, offered.Term);
        else log.Reset(offered.Index, offered.Term);
        snapshot = offered;
        LoadSnapshot(offered);
        LoadConfigurations();
        storage.Rewrite(snapshot, term, vote, log);
        storage.Truncated(offered.Index + 1);
        ServeWaitingReads();
    }
}
