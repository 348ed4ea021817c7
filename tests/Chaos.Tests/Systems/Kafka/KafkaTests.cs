using Chaos.Systems;
using Chaos.Systems.Kafka;
using Confluent.Kafka;
using Xunit;

namespace Chaos.Tests.Systems.Kafka;

public sealed class KafkaTests
{
    private readonly KafkaSystem system = new(ServersDirectory.None);

    // The table again, by hand, so that a slip in it is seen here.
    [Theory]
    [InlineData(ErrorCode.Local_QueueFull, OperationType.Fail, OperationType.Fail)]
    [InlineData(ErrorCode.Local_UnknownPartition, OperationType.Fail, OperationType.Fail)]
    [InlineData(ErrorCode.MsgSizeTooLarge, OperationType.Fail, OperationType.Info)]
    [InlineData(ErrorCode.NotLeaderForPartition, OperationType.Fail, OperationType.Info)]
    [InlineData(ErrorCode.NotEnoughReplicas, OperationType.Fail, OperationType.Info)]
    [InlineData(ErrorCode.NotEnoughReplicasAfterAppend, OperationType.Info, OperationType.Info)]
    [InlineData(ErrorCode.RequestTimedOut, OperationType.Info, OperationType.Info)]
    [InlineData(ErrorCode.Local_MsgTimedOut, OperationType.Info, OperationType.Info)]
    [InlineData(ErrorCode.Local_Transport, OperationType.Info, OperationType.Info)]
    [InlineData(ErrorCode.Local_AllBrokersDown, OperationType.Info, OperationType.Info)]
    [InlineData(ErrorCode.NetworkException, OperationType.Info, OperationType.Info)]
    [InlineData(ErrorCode.Unknown, OperationType.Info, OperationType.Info)]
    public void An_append_is_a_fail_only_where_a_row_proves_it(ErrorCode code, OperationType once, OperationType resent)
    {
        Assert.Equal(once, KafkaErrors.Of(new Error(code), resends: false, waits: false).Complete(isRead: false).Type);
        Assert.Equal(resent, KafkaErrors.Of(new Error(code), resends: true, waits: true).Complete(isRead: false).Type);
    }

    // A leader that is replaced ends the appends that wait for its followers with the same error as those that come too late.
    [Theory]
    [InlineData(ErrorCode.NotLeaderForPartition, OperationType.Info)]
    [InlineData(ErrorCode.UnknownTopicOrPart, OperationType.Info)]
    [InlineData(ErrorCode.NotEnoughReplicas, OperationType.Fail)]
    [InlineData(ErrorCode.MsgSizeTooLarge, OperationType.Fail)]
    [InlineData(ErrorCode.Local_QueueFull, OperationType.Fail)]
    public void Of_an_append_that_waits_for_followers_nobody_knows_whether_its_leader_had_it(ErrorCode code, OperationType expected)
    {
        Assert.Equal(expected, KafkaErrors.Of(new Error(code), resends: false, waits: true).Complete(isRead: false).Type);
        Assert.Equal(OperationType.Fail, KafkaErrors.Of(new Error(code), resends: false, waits: false).Complete(isRead: false).Type);
    }

    [Fact]
    public void The_transition_of_a_controller_to_leader_is_an_election() => Assert.Equal(
        (12, new DateTimeOffset(2026, 11, 26, 3, 23, 59, 23, TimeSpan.Zero)),
        KafkaElections.Read(
            "2026-11-26T03:23:59.023Z INFO org.apache.kafka.raft.QuorumState - [RaftManager id=1] Completed transition to Leader(localVoterNode="
            + "VoterNode(voterKey=ReplicaKey(id=1, directoryId=23eG3pKsGL-vEPIBKr9vtw), listeners=Endpoints(endpoints={ListenerName(CONTROLLER)="
            + "k1/<unresolved>:9093})), epoch=12, epochStartOffset=0, highWatermark=Optional.empty, voterStates={}) from CandidateState(epoch=12, x)"));

    [Theory]
    [InlineData("INFO QuorumState - [RaftManager id=1] Completed transition to CandidateState(localId=1, epoch=1, ")]
    [InlineData("INFO QuorumState - [RaftManager id=1] Completed transition to FollowerState(fetchTimeoutMs=2000, epoch=1, leader=2")]
    [InlineData("Completed transition to Leader(")]
    public void Nothing_else_is_one(string line) => Assert.Null(KafkaElections.Read(line));

    [Theory]
    [InlineData("all", "2", ClaimStanding.Holds)]
    [InlineData("all", "1", ClaimStanding.NotClaimed)]
    [InlineData("1", "2", ClaimStanding.NotClaimed)]
    [InlineData("0", "2", ClaimStanding.NotClaimed)]
    public void What_is_claimed_depends_on_whose_word_an_append_waits_for(string acks, string least, ClaimStanding standing) =>
        Assert.Equal(standing, Assert.Single(system.Claims(OptionsOf(("acks", acks), ("min-insync-replicas", least)))).Standing);

    [Fact]
    public void Without_idempotence_nothing_is_claimed_because_the_library_sends_again_when_the_leader_changes()
    {
        var claim = Assert.Single(system.Claims(OptionsOf(("idempotence", "no"))));
        Assert.Equal(ClaimStanding.NotClaimed, claim.Standing);
        Assert.Contains("twice", claim.Source, StringComparison.Ordinal);
        Assert.True(KafkaSettings.Of(OptionsOf(), 3).Idempotence);
        Assert.False(KafkaSettings.Of(OptionsOf(("acks", "1")), 3).Idempotence);
    }

    [Fact]
    public void Transactions_keep_the_claim_and_are_not_the_default()
    {
        Assert.False(KafkaSettings.Of(OptionsOf(), 3).Transactions);
        var claim = Assert.Single(system.Claims(OptionsOf(("transactions", "yes"))));
        Assert.Equal(ClaimStanding.Holds, claim.Standing);
        Assert.Contains("transaction", claim.Source, StringComparison.Ordinal);
    }

    // Whoever asked for a commit knows nothing without its answer; whoever never did, and was told of the abort, does.
    [Fact]
    public void A_transaction_is_a_fail_only_where_it_was_never_begun_or_its_abort_was_acknowledged() => Assert.Equal(
        [OperationType.Fail, OperationType.Fail, OperationType.Info, OperationType.Info],
        new[] { KafkaErrors.NotBegun, KafkaErrors.Aborted, KafkaErrors.AbortUnknown, KafkaErrors.CommitUnknown }
            .Select(row => new CallException(row).Complete(isRead: false).Type));

    [Theory]
    [InlineData("transactions", "yes", "acks", "1")]
    [InlineData("transactions", "yes", "idempotence", "no")]
    [InlineData("controllers", "2", "acks", "all")]
    [InlineData("idempotence", "yes", "acks", "1")]
    [InlineData("min-insync-replicas", "3", "version", "4.3.1")]
    [InlineData("version", "latest", "acks", "all")]
    public void Options_that_do_not_fit_together_are_bad_usage(string name, string value, string other, string otherValue) =>
        Assert.Throws<UsageException>(() => system.CreateRecipe(OptionsOf((name, value), (other, otherValue)), 2));

    [Fact]
    public void One_broker_alone_has_one_replica_in_sync() => Assert.Contains(
        "min.insync.replicas=1\n",
        Assert.Single(system.CreateRecipe(OptionsOf(), 1).Groups)
            .Launch(new NodePlace("n1", System.Net.IPAddress.Loopback, new Dictionary<string, System.Net.IPAddress>(), "r"))
            .Files["/etc/chaos/server.properties"],
        StringComparison.Ordinal);

    // Else an answer of a broker that is behind looks like messages that were skipped.
    [Fact]
    public void The_library_never_moves_a_poll_to_another_offset() =>
        Assert.Equal(AutoOffsetReset.Error, KafkaLogClient.ConsumerSettings("n1:9092", IsolationLevel.ReadCommitted).AutoOffsetReset);

    [Fact]
    public void A_log_is_always_in_the_same_partition() =>
        Assert.Equal((3, KafkaTopic.PartitionOf("abc")), (KafkaTopic.PartitionOf("l15"), KafkaTopic.PartitionOf("abc")));

    private Options OptionsOf(params (string Name, string Value)[] given) =>
        Options.Create("system kafka", system.Options, given.Select(each => KeyValuePair.Create(each.Name, each.Value)));
}
