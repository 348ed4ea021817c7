namespace Chaos.Consensus;

/// <summary>
/// Phase 2 by a leader: first what it found, no-ops where it found nothing, then what clients ask for. It proposes at most
/// <see cref="PaxosSettings.WindowSlots"/> beyond the chosen slots, and slots are chosen in any order.
/// </summary>
internal sealed partial class PaxosProgram
{
    private readonly PaxosPeer[] peers;
    private readonly ulong[] acceptances; // by slot, as a ring over the window: who has accepted this leader's value
    private readonly Queue<PaxosProposal> waiting = new();
    private readonly Dictionary<long, CallOrigin> origins = [];
    private readonly List<PaxosEntry> batch = [];
    private long nextSlot;
    private long resendBelow;
    private long round;

    private void BeginLeading()
    {
        var nowNs = host.MonotonicNs;
        for (var i = 0; i < peers.Length; i++) peers[i] = new() { AnsweredNs = nowNs };
        if (bugs.Has(SeededBug.DoesNotRePropose)) TakeFoundForChosen();
        nextSlot = resendBelow = chosen + 1;
        host.SetTimer(HeartbeatTimer, settings.HeartbeatNs);
        ProposeMore();
        if (nextSlot == chosen + 1) SendHeartbeat();
    }

    private void EndLeading()
    {
        waiting.Clear();
        origins.Clear();
        transferTo = None;
        DropReads();
        EndMembershipChange("the leader was deposed");
    }

    private void TakeFoundForChosen()
    {
        while (found.Remove(chosen + 1, out var entry))
        {
            Accept(entry);
            Apply(entry);
        }
    }

    private void Propose(in PaxosProposal proposal)
    {
        waiting.Enqueue(proposal);
        ProposeMore();
    }

    private void ProposeMore()
    {
        batch.Clear();
        while (nextSlot <= chosen + settings.WindowSlots && MembersAt(nextSlot).IsQuorum(promisedBy) && NextProposal() is { } entry)
        {
            acceptances[nextSlot % acceptances.Length] = 0;
            nextSlot++;
            Accept(entry);
            batch.Add(entry);
        }

        if (batch.Count == 0) return;
        var entries = batch.ToArray(); // what is sent may be answered at once, which proposes more
        for (var at = 0; at < entries.Length; at += settings.MessageSlots)
            SendToAll(entries[at..Math.Min(entries.Length, at + settings.MessageSlots)]);
    }

    /// <summary>What belongs into the next slot; null where there is nothing to propose.</summary>
    private PaxosEntry? NextProposal()
    {
        if (nextSlot <= foundUpTo)
            return found.Remove(nextSlot, out var known) ? known.In(ballot, scratch) : Noop();
        // A configuration takes effect after a window of slots: they are filled at once.
        if (configurations[^1].Slot > 0 && nextSlot <= configurations[^1].Slot + EffectAfter) return Noop();
        if (!waiting.TryDequeue(out var next)) return null;
        if (next.Origin is { } origin) origins.Add(nextSlot, origin);
        return PaxosEntry.Create(scratch, nextSlot, ballot, next.Kind, next.Command, next.Members);
    }

    private PaxosEntry Noop() => PaxosEntry.Create(scratch, nextSlot, ballot, LogEntryKind.Noop);

    private void OnHeartbeat()
    {
        if (role is NodeRole.Follower) return;
        host.SetTimer(HeartbeatTimer, settings.HeartbeatNs);
        if (!IsLeader)
        {
            Prepare();
            return;
        }

        if (HasLostQuorum())
        {
            StepDown(None);
            return;
        }

        GiveUpOldChange();
        TryTransfer();
        if (!MembersAt(nextSlot).IsQuorum(promisedBy)) Prepare();
        SendHeartbeat();
        resendBelow = nextSlot;
    }

    /// <summary>A new round to everybody; to each with the first slots that it did not answer for, if they are old enough.</summary>
    private void SendHeartbeat()
    {
        round++;
        PaxosAccept? last = null;
        foreach (var peer in NodesOf(Recipients()))
        {
            var first = chosen + 1;
            while (first < resendBelow && (acceptances[first % acceptances.Length] & PaxosMembers.Bit(peer)) != 0) first++;
            var entries = first < resendBelow ? log.Values(first, Math.Min(resendBelow - 1, first + settings.MessageSlots - 1)) : [];
            var sameAsLast = last is not null && last.Entries.Length == entries.Length
                && (entries.Length == 0 || last.Entries[0].Slot == entries[0].Slot);
            last = sameAsLast ? last : new() { Ballot = ballot, Entries = entries, Chosen = chosen, Round = round };
            host.Send(peer, last!);
        }
    }

    private void SendToAll(PaxosEntry[] entries)
    {
        round++;
        var accept = new PaxosAccept { Ballot = ballot, Entries = entries, Chosen = chosen, Round = round };
        foreach (var peer in NodesOf(Recipients())) host.Send(peer, accept);
        var own = AcceptedOf(ballot, entries, round);
        if (bugs.Has(SeededBug.AcceptsBeforeFlush)) OnAccepted(self, own);
        else gate.Send(self, own);
    }

    private void OnAccepted(int from, PaxosAccepted message)
    {
        if (!IsLeader || message.Ballot != ballot) return;
        ref var peer = ref peers[from];
        peer.AnsweredNs = host.MonotonicNs;
        peer.Chosen = Math.Max(peer.Chosen, message.Chosen);
        var isNewRound = message.Round > peer.Round;
        if (isNewRound) peer.Round = message.Round;
        var last = Math.Min(message.Last, nextSlot - 1);
        for (var slot = Math.Max(message.First, chosen + 1); slot <= last; slot++)
            acceptances[slot % acceptances.Length] |= PaxosMembers.Bit(from);
        MaybeChoose();
        if (!IsLeader) return;
        if (isNewRound) ConfirmReads();
        if (joining != 0) MaybeProposeMembers();
    }

    private void MaybeChoose()
    {
        var before = chosen;
        while (chosen + 1 < nextSlot && MembersAt(chosen + 1).IsChosenBy(acceptances[(chosen + 1) % acceptances.Length], bugs))
            Apply(log[chosen + 1]!);
        if (chosen == before) return;
        OnLearnt();
        OnChosenByLeader();
        if (IsLeader) ProposeMore();
    }

    /// <summary>A leader that has not heard of a quorum for a while cannot get anything chosen: it makes room.</summary>
    private bool HasLostQuorum()
    {
        var nowNs = host.MonotonicNs;
        var heard = PaxosMembers.Bit(self);
        foreach (var peer in NodesOf(Recipients()))
        {
            if (nowNs - peers[peer].AnsweredNs < 2 * settings.ElectionNs) heard |= PaxosMembers.Bit(peer);
        }

        return !MembersAt(chosen + 1).IsQuorum(heard);
    }
}
