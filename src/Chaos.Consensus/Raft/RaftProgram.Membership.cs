namespace Chaos.Consensus;

/// <summary>
/// Membership changes by joint consensus (paper 6): new members first catch up without a vote (thesis 4.2.1); then old and new decide
/// together; then the new ones alone. A node uses the newest configuration in its log, committed or not.
/// </summary>
internal sealed partial class RaftProgram
{
    private const int CatchUpTimeouts = 20;

    private readonly List<(long Index, RaftConfiguration Configuration)> configurations = [];
    private RaftConfiguration configuration;
    private ulong joining;
    private ulong targetMembers;
    private long changeCall;
    private long changeSinceNs;

    private void LoadConfigurations()
    {
        configurations.Clear();
        configurations.Add(snapshot is null
            ? (0, new(RaftConfiguration.SetOf(place.Members), 0))
            : (snapshot.Index, snapshot.Configuration));
        foreach (var entry in log.Entries)
        {
            if (entry.Kind is LogEntryKind.Configuration && entry.Index > configurations[0].Index)
                configurations.Add((entry.Index, entry.Configuration));
        }

        configuration = configurations[^1].Configuration;
    }

    private RaftConfiguration ConfigurationAt(long index) => configurations.FindLast(known => known.Index <= index).Configuration;

    private void AddConfiguration(LogEntry entry)
    {
        configurations.Add((entry.Index, entry.Configuration));
        UseNewestConfiguration();
    }

    private void CutConfigurations(long fromIndex)
    {
        if (configurations.RemoveAll(known => known.Index >= fromIndex && known.Index > 0) > 0) UseNewestConfiguration();
    }

    private void ForgetConfigurations(long uptoIndex)
    {
        var keep = configurations.FindLastIndex(known => known.Index <= uptoIndex);
        if (keep > 0) configurations.RemoveRange(0, keep);
    }

    private void UseNewestConfiguration()
    {
        configuration = configurations[^1].Configuration;
        if (!IsLeader) ResetElectionTimer(drawAnew: false);
    }

    private void BeginMembershipChange(long call, ulong members, bool awaitNew)
    {
        if (joining != 0 || changeCall != 0 || configuration.IsJoint || configurations[^1].Index > commitIndex || !HasCommittedInTerm)
        {
            Refuse(call, "another change is not finished, or the leader is new; try again");
            return;
        }

        if (members == configuration.Voters)
        {
            host.Reply(call, new ClientReply(new(ReplyStatus.Ok, default, commitIndex)));
            return;
        }

        changeCall = call;
        targetMembers = members;
        changeSinceNs = host.MonotonicNs;
        joining = awaitNew ? members & ~configuration.Voters : 0;
        if (joining == 0) BeginJoint();
        else SendToAll(isHeartbeat: true);
    }

    // Called when a follower has acknowledged entries.
    private void OnCaughtUp(int follower)
    {
        if (transferTo == follower) TryTransfer();
        if (joining == 0) return;
        for (var node = 0; node < progress.Length; node++)
        {
            if ((joining >> node & 1) != 0 && progress[node].Match + settings.MessageEntries < log.LastIndex) return;
        }

        BeginJoint();
    }

    private void BeginJoint()
    {
        joining = 0;
        ProposeConfiguration(bugs.Has(SeededBug.ChangesMembersAtOnce)
            ? new(targetMembers, 0)
            : new(configuration.Voters, targetMembers));
    }

    private void ProposeConfiguration(RaftConfiguration next) =>
        Propose(LogEntry.Create(scratch, log.LastIndex + 1, term, LogEntryKind.Configuration, null, next));

    /// <summary>After a commit: the joint configuration leads to the new one, and the new one to the end of leaders that are not in it.</summary>
    private void AdvanceMembership()
    {
        if (configurations[^1].Index > commitIndex) return;
        if (configuration.IsJoint)
        {
            ProposeConfiguration(new(configuration.Next, 0));
            return;
        }

        if (changeCall != 0 && joining == 0 && configuration.Voters == targetMembers)
        {
            host.Reply(changeCall, new ClientReply(new(ReplyStatus.Ok, default, commitIndex)));
            changeCall = 0;
        }

        if (!configuration.Contains(self) && joining == 0)
        {
            SendToAll(isHeartbeat: true); // so that the others know that it is committed
            BecomeFollower(term, None);
        }
    }

    private void GiveUpOldChanges()
    {
        var tooLong = host.MonotonicNs - changeSinceNs > CatchUpTimeouts * settings.ElectionNs;
        if (joining != 0 && tooLong) EndMembershipChange("the new members did not catch up in time");
    }

    private void EndMembershipChange(string why)
    {
        var decided = joining == 0;
        joining = 0;
        if (changeCall == 0) return;
        host.Reply(changeCall, new ClientReply(new(decided ? ReplyStatus.Uncertain : ReplyStatus.NotServed, default, 0), why));
        changeCall = 0;
    }
}
