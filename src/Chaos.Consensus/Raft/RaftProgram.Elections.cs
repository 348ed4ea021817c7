using System.Numerics;

namespace Chaos.Consensus;

/// <summary>Leader election (paper 5.2, 5.4.1), pre-vote and check-quorum (thesis 6.2, 9.6), stickiness to a live leader (thesis 4.2.3).</summary>
internal sealed partial class RaftProgram
{
    private long electionTimeoutNs;
    private long heardNs;
    private ulong votes;
    private int grants;
    private ulong answered; // who need not be asked again
    private bool isPreVoting;
    private bool isTransferElection;

    private bool HearsLeader => settings.PreVote && !bugs.Has(SeededBug.LeaseWithoutPromise) && (IsLeader || host.MonotonicNs - heardNs < settings.ElectionNs);

    private bool HasWon => bugs.Has(SeededBug.CountsVotesTwice)
        ? grants > BitOperations.PopCount(configuration.Voters) / 2
        : configuration.IsQuorum(votes, bugs);

    private bool NeverStepsDown => IsLeader && bugs.Has(SeededBug.DoesNotStepDown);

    private void ResetElectionTimer(bool drawAnew)
    {
        if (drawAnew) electionTimeoutNs = settings.ElectionNs + (long)(host.NextRandom() % (ulong)settings.ElectionNs);
        if (configuration.Contains(self)) host.SetTimer(ElectionTimer, electionTimeoutNs);
        else host.CancelTimer(ElectionTimer);
    }

    private void OnElectionTimeout()
    {
        if (IsLeader || !configuration.Contains(self)) return;
        if (settings.PreVote) BeginPreVote();
        else Campaign(transfer: false);
    }

    // Nothing changes by asking: a node that cannot win does not disturb those that can talk to each other.
    private void BeginPreVote()
    {
        role = NodeRole.Candidate;
        leader = None;
        isPreVoting = true;
        votes = answered = RaftConfiguration.Bit(self);
        grants = 1;
        ResetElectionTimer(drawAnew: true);
        if (HasWon) Campaign(transfer: false);
        else AskForVotes(term + 1, preVote: true);
    }

    private void Campaign(bool transfer)
    {
        role = NodeRole.Candidate;
        leader = None;
        isPreVoting = false;
        isTransferElection = transfer;
        term++;
        vote = self;
        votes = 0;
        grants = 0;
        answered = RaftConfiguration.Bit(self);
        storage.SaveState(term, vote);
        ResetElectionTimer(drawAnew: true);
        SendWhenDurable(self, new VoteReply { Term = term, IsPreVote = false, Granted = true });
        AskForVotes(term, preVote: false);
    }

    private void AskForVotes(long inTerm, bool preVote)
    {
        var request = new VoteRequest
        {
            Term = inTerm,
            IsPreVote = preVote,
            IsTransfer = isTransferElection && !preVote,
            LastIndex = log.LastIndex,
            LastTerm = log.LastTerm,
        };
        ForPeers(configuration.All & ~answered, peer =>
        {
            if (preVote) host.Send(peer, request);
            else SendWhenDurable(peer, request);
        });
        host.SetTimer(HeartbeatTimer, settings.HeartbeatNs);
    }

    // A request or its answer may have been lost (paper 5.1: servers retry).
    private void AskForVotesAgain()
    {
        if (role is NodeRole.Candidate) AskForVotes(isPreVoting ? term + 1 : term, isPreVoting);
    }

    private void OnVoteRequest(int from, VoteRequest request)
    {
        if (request.IsPreVote)
        {
            var would = request.Term > term && IsUpToDate(request) && !HearsLeader;
            host.Send(from, new VoteReply { Term = would ? request.Term : term, IsPreVote = true, Granted = would });
            return;
        }

        if (NeverStepsDown || (HearsLeader && !request.IsTransfer)) return;
        if (request.Term > term) BecomeFollower(request.Term, None);
        var granted = request.Term == term
            && !IsLeader
            && (vote == None || vote == from || bugs.Has(SeededBug.VotesTwice))
            && IsUpToDate(request);
        if (granted && vote != from)
        {
            vote = from;
            storage.SaveState(term, vote);
        }

        if (granted) ResetElectionTimer(drawAnew: false);
        var reply = new VoteReply { Term = term, IsPreVote = false, Granted = granted };
        if (bugs.Has(SeededBug.VotesBeforeFlush)) host.Send(from, reply);
        else SendWhenDurable(from, reply);
    }

    private bool IsUpToDate(VoteRequest request) =>
        request.LastTerm > log.LastTerm || (request.LastTerm == log.LastTerm && request.LastIndex >= log.LastIndex)
        || bugs.Has(SeededBug.VotesForStaleLog);

    private void OnVoteReply(int from, VoteReply reply)
    {
        if (reply.Term > term && !(reply.IsPreVote && reply.Granted))
        {
            if (NeverStepsDown) return;
            BecomeFollower(reply.Term, None);
            return;
        }

        if (role is not NodeRole.Candidate || reply.IsPreVote != isPreVoting) return;
        if (reply.Granted && reply.Term != (isPreVoting ? term + 1 : term) && !bugs.Has(SeededBug.CountsOldVotes)) return;
        answered |= RaftConfiguration.Bit(from);
        if (!reply.Granted) return;
        votes |= RaftConfiguration.Bit(from);
        grants++;
        if (!HasWon) return;
        if (isPreVoting) Campaign(transfer: false);
        else BecomeLeader();
    }

    private void BecomeLeader()
    {
        role = NodeRole.Leader;
        host.Log($"became leader at term {term}");
        host.CancelTimer(ElectionTimer);
        BeginReplication();
        Propose(LogEntry.Create(scratch, log.LastIndex + 1, term, LogEntryKind.Noop));
        SetLeader(self);
        host.SetTimer(HeartbeatTimer, settings.HeartbeatNs);
    }

    private void EndLeadership()
    {
        host.Log($"stopped leading at term {term}");
        host.CancelTimer(HeartbeatTimer);
        origins.Clear();
        DropReads();
        EndMembershipChange("the leader was deposed");
        transferTo = None;
    }

    /// <summary>A leader that has not heard of a quorum for a whole timeout cannot commit anything: it makes room (thesis 6.2).</summary>
    private bool HasLostQuorum()
    {
        var nowNs = host.MonotonicNs;
        var heard = RaftConfiguration.Bit(self);
        ForPeers(configuration.All, peer =>
        {
            if (nowNs - progress[peer].AnsweredNs < 2 * settings.ElectionNs) heard |= RaftConfiguration.Bit(peer);
        });
        return !configuration.IsQuorum(heard, bugs);
    }
}
