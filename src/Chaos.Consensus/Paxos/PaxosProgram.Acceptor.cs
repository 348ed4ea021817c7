namespace Chaos.Consensus;

/// <summary>
/// The acceptor: promises and acceptances ("Paxos made simple", section 2.2, P1a and P2). One promise holds for all slots. Promises and
/// values are on disk before the answer leaves.
/// </summary>
internal sealed partial class PaxosProgram
{
    private readonly PaxosPromise promise;
    private PaxosLog log = new();
    private long heardNs;

    /// <summary>Whether a leader reports: then no other proposer is answered. To answer nothing is always safe; it keeps leaders stable.</summary>
    private bool HearsLeader => IsLeader || (leader != None && host.MonotonicNs - heardNs < settings.ElectionNs);

    private void OnPrepare(int from, PaxosPrepare message)
    {
        if (from != self) highest = Math.Max(highest, message.Ballot);
        if (!promise.MayPromise(message.Ballot))
        {
            RefuseBallot(from, message.Ballot);
            return;
        }

        if (from != self && from != leader && HearsLeader && !message.TakesOver) return;
        if (promise.Raise(message.Ballot))
        {
            storage.SavePromise(message.Ballot);
            if (from != self) StepDown(None);
        }

        gate.Send(from, new PaxosPromised
        {
            Ballot = message.Ballot,
            Accepted = log.Values(message.From, log.LastSlot),
            Snapshot = message.From <= log.BaseSlot ? snapshot : null,
        });
    }

    private void OnAccept(int from, PaxosAccept message)
    {
        highest = Math.Max(highest, message.Ballot);
        if (!promise.MayAccept(message.Ballot))
        {
            RefuseBallot(from, message.Ballot);
            return;
        }

        var follows = message.Ballot >= promise.Ballot;
        if (follows) Follow(from, message.Ballot);
        foreach (var entry in message.Entries) Accept(entry);
        var accepted = AcceptedOf(message.Ballot, message.Entries, message.Round);
        if (bugs.Has(SeededBug.AcceptsBeforeFlush)) host.Send(from, accepted);
        else gate.Send(from, accepted);
        if (follows && !IsLeader) LearnUpTo(from, message.Ballot, message.Chosen);
    }

    private void Follow(int from, long inBallot)
    {
        if (promise.Raise(inBallot)) storage.SavePromise(inBallot); // to accept is to promise
        if (IsLeader && inBallot == ballot) return; // only if ballots are not unique
        heardNs = host.MonotonicNs;
        if (role is not NodeRole.Follower) StepDown(from);
        SetLeader(from);
        ResetElectionTimer();
    }

    private void Accept(PaxosEntry entry)
    {
        if (log[entry.Slot]?.Ballot == entry.Ballot && !bugs.Has(SeededBug.EqualBallots)) return;
        log.Put(entry);
        storage.Append(entry);
    }

    private PaxosAccepted AcceptedOf(long inBallot, PaxosEntry[] entries, long inRound) => new()
    {
        Ballot = inBallot,
        First = entries.Length == 0 ? 1 : entries[0].Slot,
        Last = entries.Length == 0 ? 0 : entries[^1].Slot,
        Chosen = chosen,
        Round = inRound,
    };

    private void RefuseBallot(int to, long refused) => gate.Send(to, new PaxosRefused { Ballot = refused, Promised = promise.Ballot });
}
