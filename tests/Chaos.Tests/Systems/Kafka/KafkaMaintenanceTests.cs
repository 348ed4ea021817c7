using System.Text;
using Chaos.Systems;
using Chaos.Systems.Kafka;
using Xunit;

namespace Chaos.Tests.Systems.Kafka;

public sealed class KafkaMaintenanceTests
{
    [Fact]
    public void A_node_takes_every_partition_that_it_may_lead_and_hands_over_its_own()
    {
        var wanted = KafkaLeaders.MovedTo(
            1, [Of(0, 1, [1, 2, 3]), Of(1, 2, [1, 2, 3]), Of(2, 3, [2, 3]), Of(3, -1, [1, 2], inSync: [1]), Of(4, 1, [3, 1, 2], inSync: [1, 3])]);
        Assert.Equal([(0, 2), (1, 1), (3, 1), (4, 3)], wanted.OrderBy(each => each.Key).Select(each => (each.Key, each.Value)));
    }

    // Electing one that is behind loses what it has not got.
    [Fact]
    public void Nobody_leads_who_is_not_in_sync()
    {
        KafkaPartition[] behind = [Of(0, 2, [1, 2, 3], inSync: [2, 3]), Of(1, 2, [1, 2, 3], inSync: [2])];
        Assert.Empty(KafkaLeaders.MovedTo(1, behind));
        Assert.Equal([3], KafkaLeaders.Evened([.. behind, Of(2, 2, [1, 2, 3], inSync: [2])]).Values);
        Assert.Empty(KafkaLeaders.MovedTo(2, [behind[1]]));
    }

    [Fact]
    public void After_a_kill_the_one_who_is_back_gets_its_share_and_no_more_moves_than_that()
    {
        KafkaPartition[] after = [Of(0, 2), Of(1, 2), Of(2, 2), Of(3, 3), Of(4, 3), Of(5, 3)];
        var wanted = KafkaLeaders.Evened(after);
        Assert.Equal([1, 1], wanted.Values);
        Assert.Single(wanted.Keys, number => number < 3);
        Assert.Empty(KafkaLeaders.Evened([Of(0, 1), Of(1, 2), Of(2, 3), Of(3, 3)]));
        Assert.Empty(KafkaLeaders.Evened([]));
    }

    [Fact]
    public void The_new_leader_is_the_first_of_the_same_replicas() =>
        Assert.Equal([3, 1, 2], KafkaLeaders.Preferring(3, Of(0, 1, [1, 2, 3])));

    // The second form is that of Kafka before 4.
    [Fact]
    public void New_segments_of_the_topic_are_counted_by_node_and_those_of_others_are_not()
    {
        var rolls = new KafkaRolls();
        rolls.Read("n1", "INFO x.LocalLog - [LocalLog partition=chaos-0, dir=/data/kafka/chaos-0] Rolled new log segment at offset 33 in 6 ms.");
        rolls.Read("n1", "INFO x.UnifiedLog - [UnifiedLog partition=chaos-5, dir=/data/kafka] Rolled new log segment at offset 12 in 1 ms.");
        rolls.Read("n2", "INFO x.LocalLog - [LocalLog partition=__consumer_offsets-0, dir=/data/kafka] Rolled new log segment at offset 3 in 1 ms.");
        rolls.Read("n2", "INFO x.LocalLog - [LocalLog partition=chaos-0, dir=/data/kafka/chaos-0] Deleting segments");
        Assert.Equal((2, 0), (rolls.Of("n1"), rolls.Of("n2")));
    }

    [Fact]
    public void The_recipe_names_the_tasks() => Assert.Equal(
        ["move-leaders", "roll-logs", "balance-leaders"],
        new KafkaSystem(ServersDirectory.None).CreateRecipe(Options.Create("system kafka", new KafkaSystem(ServersDirectory.None).Options, []), 3)
            .MaintenanceTasks);

    // The length of a list or text in the compact form is one more than it is, and may take several bytes.
    [Fact]
    public void A_compact_text_may_be_long_or_missing()
    {
        var text = new string('x', 299);
        var answer = new KafkaAnswer([0xAC, 0x02, .. Encoding.UTF8.GetBytes(text), 0, 3, 1, 2]);
        Assert.Equal(text, answer.CompactText());
        Assert.Equal("", answer.CompactText());
        Assert.Equal([1, 2], answer.CompactList(answer.Byte));
        Assert.Throws<ProbeException>(() => new KafkaAnswer([0xFF, 0xFF, 0xFF, 0xFF, 1]).CompactText());
    }

    private static KafkaPartition Of(int number, int leader, int[]? replicas = null, int[]? inSync = null) =>
        new(number, leader, replicas ?? [1, 2, 3], inSync ?? replicas ?? [1, 2, 3]);
}
