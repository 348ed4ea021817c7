namespace Chaos.Consensus;

/// <summary>Snapshots take the place of chosen slots; nodes that need older ones get the snapshot.</summary>
internal sealed partial class PaxosProgram
{
    private PaxosSnapshot? snapshot;

    private void MaybeCompact()
    {
        if (chosen - (snapshot?.Slot ?? 0) >= settings.SnapshotSlots) Compact();
    }

    private void Compact()
    {
        if (chosen <= (snapshot?.Slot ?? 0)) return;
        ForgetConfigurations();
        var state = new ByteWriter();
        store.Save(state);
        snapshot = new(chosen, [.. configurations], state.Written.ToArray());
        log.CompactTo(chosen - settings.TrailingSlots);
        Rewrite();
    }

    private void Install(PaxosSnapshot offered)
    {
        log.CompactTo(offered.Slot);
        Load(offered);
        Rewrite();
        ServeWaitingReads();
    }

    private void Load(PaxosSnapshot offered)
    {
        snapshot = offered;
        chosen = offered.Slot;
        store.Load(offered.State);
        configurations.Clear();
        configurations.AddRange(offered.Configurations);
    }

    private void Rewrite()
    {
        storage.Rewrite(snapshot, promise.Ballot, log);
        savedChosen = chosen;
        gate.Request();
    }
}
