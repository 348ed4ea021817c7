using System.Numerics;

namespace Chaos.Consensus;

/// <summary>Log replication (paper 5.3), pipelined, with fast back-up over a whole term where logs conflict.</summary>
internal sealed partial class RaftProgram
{
    private readonly FollowerProgress[] progress;
    private AppendEntries? lastSent; // the same message serves all followers that are equally far
    private long round;

    private void BeginReplication()
    {
        var nowNs = host.MonotonicNs;
        for (var i = 0; i < progress.Length; i++)
            progress[i] = new() { Next = log.LastIndex + 1, IsProbing = true, AnsweredNs = nowNs, SnapshotNs = long.MinValue / 2 };
        lastSent = null;
    }

    private void OnHeartbeat()
    {
        if (!IsLeader)
        {
            AskForVotesAgain();
            return;
        }

        if (HasLostQuorum())
        {
            BecomeFollower(term, None);
            return;
        }

        host.SetTimer(HeartbeatTimer, settings.HeartbeatNs);
        GiveUpOldChanges();
        if (transferTo != None) TryTransfer();
        SendToAll(isHeartbeat: true);
    }

    /// <summary>A new round to everybody: entries where there are any, and a sign of life where it is a heartbeat.</summary>
    private void SendToAll(bool isHeartbeat)
    {
        BeginRound();
        for (var rest = Recipients(); rest != 0; rest &= rest - 1) SendTo(BitOperations.TrailingZeroCount(rest), isHeartbeat);
    }

    private ulong Recipients() => (configuration.All | joining) & ~RaftConfiguration.Bit(self);

    private void SendTo(int peer, bool isHeartbeat)
    {
        ref var follower = ref progress[peer];
        if (follower.Next <= log.BaseIndex)
        {
            if (TrySendSnapshot(peer)) return;
            if (!isHeartbeat) return;
        }

        var canSend = follower.Next > log.BaseIndex && (follower.IsProbing
            ? isHeartbeat || follower.Next == log.LastIndex
            : follower.Next - follower.Match <= settings.WindowEntries);
        if (!canSend && !isHeartbeat) return;
        var previous = Math.Max(follower.Next - 1, log.BaseIndex);
        var most = canSend ? settings.MessageEntries : 0;
        if (lastSent is null || lastSent.PreviousIndex != previous || lastSent.Round != round
            || lastSent.Entries.Length != Math.Min(most, log.LastIndex - previous) || lastSent.CommitIndex != commitIndex)
        {
            lastSent = new()
            {
                Term = term,
                PreviousIndex = previous,
                PreviousTerm = log.TermAt(previous),
                Entries = log.Slice(previous + 1, most),
                CommitIndex = commitIndex,
                Round = round,
            };
        }

        host.Send(peer, lastSent);
        if (!follower.IsProbing) follower.Next = previous + 1 + lastSent.Entries.Length;
    }

    private void OnAppendEntries(int from, AppendEntries message)
    {
        if ((message.Term < term && !bugs.Has(SeededBug.AcceptsOlderTerm)) || (message.Term == term && IsLeader) || NeverStepsDown)
        {
            RefuseAppend(from, message, log.LastIndex + 1);
            return;
        }

        Follow(from, message.Term);
        if (message.PreviousIndex > log.LastIndex
            || (message.PreviousIndex >= log.BaseIndex && log.TermAt(message.PreviousIndex) != message.PreviousTerm
                && !bugs.Has(SeededBug.SkipsPreviousEntryCheck)))
        {
            RefuseAppend(
                from, message, message.PreviousIndex > log.LastIndex ? log.LastIndex + 1 : log.FirstOfTermAt(message.PreviousIndex));
            return;
        }

        var lastNew = message.PreviousIndex + message.Entries.Length;
        foreach (var entry in message.Entries) Take(entry);
        if (bugs.Has(SeededBug.TruncatesOnLateMessage) && lastNew >= log.BaseIndex) CutFrom(lastNew + 1);
        var accepted = new AppendReply { Term = term, Accepted = true, Index = lastNew, Round = message.Round };
        if (bugs.Has(SeededBug.AcknowledgesBeforeFlush)) host.Send(from, accepted);
        else SendWhenDurable(from, accepted);
        CommitTo(Math.Min(message.CommitIndex, bugs.Has(SeededBug.CommitsBeyondLastNewEntry) ? log.LastIndex : lastNew));
    }

    private void Follow(int from, long messageTerm)
    {
        heardNs = host.MonotonicNs;
        if (messageTerm > term || role is not NodeRole.Follower)
        {
            BecomeFollower(Math.Max(term, messageTerm), from);
            return;
        }

        SetLeader(from);
        ResetElectionTimer(drawAnew: false);
    }

    private void RefuseAppend(int from, AppendEntries message, long tryFrom) => SendWhenDurable(from, new AppendReply
    {
        Term = term,
        Accepted = false,
        Index = message.PreviousIndex,
        TryFrom = tryFrom,
        Round = message.Round,
    });

    private void Take(LogEntry entry)
    {
        if (entry.Index <= log.BaseIndex) return;
        var known = log.TermAt(entry.Index);
        if (known == entry.Term) return;
        if (known != -1 && bugs.Has(SeededBug.KeepsConflictingEntries)) return;
        if (known != -1) CutFrom(entry.Index);
        log.Append(entry);
        storage.Append(entry);
        if (entry.Kind is LogEntryKind.Configuration) AddConfiguration(entry);
    }

    private void CutFrom(long index)
    {
        if (index > log.LastIndex) return;
        log.TruncateFrom(index);
        storage.Truncated(index);
        CutConfigurations(index);
    }

    private void OnAppendReply(int from, AppendReply reply)
    {
        if (reply.Term > term && !NeverStepsDown)
        {
            BecomeFollower(reply.Term, None);
            return;
        }

        if (!IsLeader || reply.Term < term) return;
        ref var follower = ref progress[from];
        follower.AnsweredNs = host.MonotonicNs;
        if (reply.Round > follower.Round)
        {
            follower.Round = reply.Round;
            ConfirmReads();
        }

        if (reply.Term > term) return;
        if (reply.Accepted) OnAccepted(from, reply.Index);
        else OnRefused(from, reply);
    }

    private void OnAccepted(int from, long index)
    {
        ref var follower = ref progress[from];
        if (index > log.LastIndex) return; // from a life before a loss of power: this leader never sent that
        var wasProbing = follower.IsProbing;
        if (!wasProbing && bugs.Has(SeededBug.CountsSentEntries)) index = follower.Next - 1;
        follower.IsProbing = false;
        if (index > follower.Match)
        {
            follower.Match = index;
            MaybeCommit();
            if (!IsLeader) return;
            OnCaughtUp(from);
        }

        follower.Next = Math.Max(wasProbing ? follower.Match + 1 : follower.Next, follower.Match + 1);
        if (follower.Next <= log.LastIndex) SendTo(from, isHeartbeat: false);
    }

    private void OnRefused(int from, AppendReply reply)
    {
        ref var follower = ref progress[from];
        // A refusal that is older than what we know says nothing.
        if (reply.Index <= follower.Match || (follower.IsProbing && reply.Index != follower.Next - 1)) return;
        follower.IsProbing = true;
        follower.Next = Math.Max(follower.Match + 1, Math.Min(reply.TryFrom, reply.Index));
        SendTo(from, isHeartbeat: true);
    }
}
