namespace Chaos.Consensus;

/// <summary>Reads without the log: ReadIndex and leases (paper 8, thesis 6.4), for clients of the leader and of followers.</summary>
internal sealed partial class RaftProgram
{
    private const int KeptRounds = 256;

    private readonly List<CallOrigin> held = []; // until the leader has committed an entry of its term
    private readonly Queue<(long Round, long Index, CallOrigin Origin)> unconfirmed = new();
    private readonly Queue<(long Index, long Call)> waiting = new(); // until this node has applied the entry
    private readonly long[] roundTimesNs = new long[KeptRounds];
    private long confirmedRound;
    private long readRound;

    private bool HasCommittedInTerm => log.TermAt(commitIndex) == term || bugs.Has(SeededBug.ReadIndexWithoutCommit);

    private bool LeasesByWall => bugs.Has(SeededBug.LeaseByWallClock);

    private bool HasLease
    {
        get
        {
            if (settings.Reads is not RaftReads.Lease && !LeasesByWall) return false;
            if (transferTo != None || confirmedRound <= round - KeptRounds || confirmedRound == 0) return false;
            // Followers that answered that round stay with this leader for the least timeout by their clocks.
            var length = settings.ElectionNs - (settings.ElectionNs / 1_000_000 * settings.ClockDriftPpm * 2);
            return LeaseClockNs - roundTimesNs[confirmedRound % KeptRounds] < length;
        }
    }

    private long LeaseClockNs => LeasesByWall ? host.WallNs : host.MonotonicNs;

    private void BeginRound()
    {
        round++;
        roundTimesNs[round % KeptRounds] = LeaseClockNs;
    }

    private void AddRead(CallOrigin origin)
    {
        if (bugs.Has(SeededBug.StaleLeaderReads)) Release(origin, commitIndex);
        else if (!HasCommittedInTerm) held.Add(origin);
        else if (HasLease) Release(origin, commitIndex);
        else Confirm(origin);
    }

    // Reads that come while a round for others is on its way share the next one.
    private void Confirm(CallOrigin origin)
    {
        if (confirmedRound >= readRound)
        {
            SendToAll(isHeartbeat: true);
            readRound = round;
            unconfirmed.Enqueue((round, commitIndex, origin));
            ConfirmReads(); // alone in the cluster
            return;
        }

        unconfirmed.Enqueue((round + 1, commitIndex, origin)); // a round that began before proves nothing
    }

    private void ConfirmReads()
    {
        if (unconfirmed.Count == 0 && settings.Reads is not RaftReads.Lease && !LeasesByWall) return;
        Span<long> rounds = stackalloc long[progress.Length];
        for (var i = 0; i < rounds.Length; i++) rounds[i] = progress[i].Round;
        rounds[self] = round;
        var reached = configuration.Reached(rounds, bugs);
        if (reached > confirmedRound && bugs.Has(SeededBug.LeaseFromAnswer)) roundTimesNs[reached % KeptRounds] = LeaseClockNs;
        confirmedRound = Math.Max(confirmedRound, reached);
        while (unconfirmed.TryPeek(out var next) && next.Round <= confirmedRound)
        {
            unconfirmed.Dequeue();
            Release(next.Origin, next.Index);
        }

        if (unconfirmed.Count > 0 && confirmedRound >= readRound)
        {
            SendToAll(isHeartbeat: true);
            readRound = round;
        }
    }

    private void Release(CallOrigin origin, long index)
    {
        if (origin.Node == self) WaitFor(index, origin.Call);
        else host.Send(origin.Node, new ReadIndexReply { Term = term, Call = origin.Call, Index = index });
    }

    private void ReleaseHeldReads()
    {
        if (held.Count == 0 || !HasCommittedInTerm) return;
        var ready = held.ToArray();
        held.Clear();
        foreach (var origin in ready) Confirm(origin);
    }

    private void OnReadIndexReply(ReadIndexReply reply) => WaitFor(reply.Index, reply.Call);

    private void WaitFor(long index, long call)
    {
        if (appliedIndex >= index || bugs.Has(SeededBug.ReadsBeforeApply)) AnswerRead(call);
        else waiting.Enqueue((index, call));
    }

    private void ServeWaitingReads()
    {
        for (var left = waiting.Count; left > 0; left--)
        {
            var next = waiting.Dequeue();
            if (next.Index <= appliedIndex) AnswerRead(next.Call);
            else waiting.Enqueue(next);
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
        readRound = confirmedRound = 0;
    }
}
