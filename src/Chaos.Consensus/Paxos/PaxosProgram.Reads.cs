namespace Chaos.Consensus;

/// <summary>
/// Reads without the log. A leader that has got chosen what it found asks a quorum, after the read came, whether it has promised no higher
/// ballot: then nobody else can have got anything chosen before the read came. The members that count are those of the first open slot.
/// </summary>
internal sealed partial class PaxosProgram
{
    private readonly List<CallOrigin> held = []; // until what was found is chosen
    private readonly Queue<(long Round, CallOrigin Origin)> unconfirmed = new();
    private readonly Queue<(long Slot, long Call)> unapplied = new(); // until this node has applied the slot

    private bool HasRecovered => bugs.Has(SeededBug.ReadsBeforeRecovery)
        || (chosen >= foundUpTo && MembersAt(chosen + 1).IsQuorum(promisedBy));

    private void AddRead(CallOrigin origin)
    {
        if (!HasRecovered) held.Add(origin);
        else if (bugs.Has(SeededBug.ReadsWithoutQuorum)) Release(origin);
        else Confirm(origin);
    }

    // Reads that come while a round for others is on its way share the next one: a round that began before proves nothing.
    private void Confirm(CallOrigin origin)
    {
        var isOnItsWay = unconfirmed.Count > 0;
        unconfirmed.Enqueue((round + 1, origin));
        if (!isOnItsWay) AskForReads();
    }

    private void AskForReads()
    {
        SendHeartbeat();
        ConfirmReads(); // alone in the cluster
    }

    private void ConfirmReads()
    {
        if (held.Count > 0 && HasRecovered)
        {
            var ready = held.ToArray();
            held.Clear();
            foreach (var origin in ready) Confirm(origin);
        }

        if (unconfirmed.Count == 0 || !HasRecovered) return;
        while (unconfirmed.TryPeek(out var next) && IsConfirmed(next.Round))
        {
            unconfirmed.Dequeue();
            Release(next.Origin);
        }

        if (unconfirmed.TryPeek(out var later) && later.Round > round) AskForReads();
    }

    private bool IsConfirmed(long inRound)
    {
        if (inRound > round) return false;
        var confirmed = PaxosMembers.Bit(self);
        for (var node = 0; node < peers.Length; node++)
        {
            if (peers[node].Round >= inRound) confirmed |= PaxosMembers.Bit(node);
        }

        return MembersAt(chosen + 1).IsQuorum(confirmed);
    }

    private void Release(CallOrigin origin)
    {
        if (origin.Node == self) WaitFor(chosen, origin.Call);
        else host.Send(origin.Node, new PaxosReadAt { Ballot = ballot, Call = origin.Call, Slot = chosen });
    }

    private void WaitFor(long slot, long call)
    {
        if (chosen >= slot) AnswerRead(call);
        else unapplied.Enqueue((slot, call));
    }

    private void ServeWaitingReads()
    {
        for (var left = unapplied.Count; left > 0; left--)
        {
            var next = unapplied.Dequeue();
            if (next.Slot <= chosen) AnswerRead(next.Call);
            else unapplied.Enqueue(next);
        }
    }

    private void AnswerRead(long call)
    {
        if (calls.Find(call) is { } read) calls.Answer(call, store.Look(read.Command.Key));
    }

    private void DropReads()
    {
        held.Clear();
        unconfirmed.Clear();
    }
}
