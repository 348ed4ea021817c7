namespace Chaos.Consensus;

/// <summary>
/// The learner: the leader counts acceptances and tells up to where all slots are chosen. A node knows the value of such a slot if it
/// accepted it in the leader's own ballot; else it asks the leader. Chosen values are applied in the order of their slots.
/// </summary>
internal sealed partial class PaxosProgram
{
    private const int SaveEvery = 64;
    private long chosen; // all slots up to here are known, and applied
    private long savedChosen;
    private long askedNs = long.MinValue / 2;

    private void LearnUpTo(int from, long inBallot, long upTo)
    {
        var before = chosen;
        while (chosen < upTo)
        {
            var next = log[chosen + 1];
            if (next is null && bugs.Has(SeededBug.SkipsGap) && log.LastSlot > chosen + 1)
            {
                chosen++;
                continue;
            }

            if (next is null || (next.Ballot != inBallot && !bugs.Has(SeededBug.LearnsAcrossBallots))) break;
            Apply(next);
        }

        if (chosen > before) OnLearnt();
        if (chosen < upTo) AskToLearn(from);
    }

    private void AskToLearn(int from)
    {
        var nowNs = host.MonotonicNs;
        if (nowNs - askedNs < settings.HeartbeatNs) return;
        askedNs = nowNs;
        host.Send(from, new PaxosLearn { Ballot = promise.Ballot, From = chosen + 1 });
    }

    private void OnLearn(int from, PaxosLearn message)
    {
        if (!IsLeader || message.From > chosen) return;
        var isCompacted = message.From <= log.BaseSlot;
        var first = isCompacted ? snapshot!.Slot + 1 : message.From;
        host.Send(from, new PaxosLearnt
        {
            Ballot = ballot,
            Entries = log.Values(first, Math.Min(chosen, first + (2 * settings.MessageSlots) - 1)),
            Snapshot = isCompacted ? snapshot : null,
        });
    }

    private void OnLearnt(int from, PaxosLearnt message)
    {
        if (IsLeader) return; // it comes late, and this node gets those slots chosen itself
        var before = chosen;
        if (message.Snapshot is { } offered)
        {
            if (offered.Slot > chosen) Install(offered);
            else if (bugs.Has(SeededBug.OldSnapshotLoaded)) store.Load(offered.State); // and goes on from where it was
        }

        foreach (var entry in message.Entries)
        {
            if (entry.Slot != chosen + 1) continue;
            // What was accepted in a later ballot than that in which the value was chosen is the same value.
            var own = log[entry.Slot];
            if (own is null || own.Ballot < entry.Ballot) Accept(entry);
            Apply(entry);
        }

        if (chosen == before) return;
        OnLearnt();
        askedNs = long.MinValue / 2; // the next sign of the leader asks for more
        if (from == leader && message.Entries.Length >= settings.MessageSlots) AskToLearn(from);
    }

    private void Apply(PaxosEntry entry)
    {
        chosen = entry.Slot;
        switch (entry.Kind)
        {
            case LogEntryKind.Command:
                var result = store.Apply(entry.Slot, entry.Command!);
                if (origins.Count > 0 && origins.Remove(entry.Slot, out var origin)) Answer(origin, result);
                break;
            case LogEntryKind.Configuration:
                TakeConfiguration(entry);
                break;
        }
    }

    /// <summary>More is known to be chosen than before.</summary>
    private void OnLearnt()
    {
        if (chosen - savedChosen >= SaveEvery)
        {
            storage.SaveChosen(chosen);
            savedChosen = chosen;
        }

        ServeWaitingReads();
        MaybeCompact();
    }

    private void Answer(CallOrigin origin, KeyValueResult result)
    {
        if (origin.Node == self) calls.Answer(origin.Call, result);
        else host.Send(origin.Node, new PaxosForwarded { Ballot = ballot, Call = origin.Call, Result = result });
    }
}
