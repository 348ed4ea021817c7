using Chaos.Systems;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Chaos.Tests.Systems.Etcd;

public sealed class EtcdElectionsTests
{
    // 3.7.3, 3.5, 3.4 with zap, 3.4 as it comes.
    [Theory]
    [InlineData("""{"level":"info","ts":"2026-11-23T19:09:15.268216Z","logger":"raft","caller":"v3@v3.7.0/raft.go:970","msg":"2fe016b38bd73cf5 became leader at term 2"}""", 2)]
    [InlineData("""{"level":"info","ts":"2026-11-23T19:09:15.268Z","logger":"raft","caller":"etcdserver/zap_raft.go:77","msg":"8e9e05c52164694d became leader at term 41"}""", 41)]
    [InlineData("""{"level":"info","ts":"2026-11-23T19:09:15.268Z","caller":"raft/raft.go:765","msg":"8e9e05c52164694d became leader at term 9000000000"}""", 9000000000)]
    [InlineData("2026-11-23 19:09:15.268216 I | raft: 8e9e05c52164694d became leader at term 3", 3)]
    public void Becoming_leader_is_read_in_every_format(string line, long term)
    {
        var election = EtcdElections.Read(line);
        Assert.Equal(term, election?.Term);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 19, 9, 15, 268, TimeSpan.Zero), election?.At?.AddTicks(-(election.Value.At.Value.Ticks % 10_000)));
    }

    [Theory]
    [InlineData("""{"level":"info","msg":"2fe016b38bd73cf5 became follower at term 2"}""")]
    [InlineData("""{"level":"info","msg":"2fe016b38bd73cf5 became candidate at term 2"}""")]
    [InlineData("""{"level":"info","msg":"raft.node: 2fe016b38bd73cf5 elected leader 2fe016b38bd73cf5 at term 2"}""")]
    [InlineData("""{"level":"warn","msg":"apply request took too long","request":"key:\"2fe016b38bd73cf5 became leader at term 7\""}""")]
    [InlineData("""{"level":"warn","msg":"seen: 2fe016b38bd73cf5 became leader at term 7"}""")]
    [InlineData("""{"level":"info","msg":"2fe016b38bd73cf5 became leader at term 2""")]
    [InlineData("""{"level":"info","msg":"2fe016b38bd73cf5 became leader at term 99999999999999999999999"}""")]
    [InlineData("""{"msg":7,"request":" became leader at term 7"}""")]
    [InlineData("2026-11-23 19:09:15.268216 W | etcdserver: request \"2fe016b38bd73cf5 became leader at term 3\" took too long")]
    [InlineData("2026-11-23 19:09:15.268216 I | raft: 8e9e05c52164694d became leader at term")]
    [InlineData(" became leader at term 4")]
    [InlineData("")]
    public void Nothing_else_is_an_election(string line) => Assert.Null(EtcdElections.Read(line));

    [Fact]
    public void An_election_is_evidence_and_lies_between_the_node_s_clock_and_the_arrival()
    {
        var election = ReadAt("2026-11-23T12:00:04.500Z", receivedNs: 5_000_000_000);
        Assert.Equal(ObservationKind.Election, election.Kind);
        Assert.Equal("n2", election.Node);
        Assert.Equal("n2", election.Leader);
        Assert.Equal(NodeRole.Leader, election.Role);
        Assert.Equal(7, election.Term);
        Assert.True(election.IsEvidence);
        Assert.Equal(4_500_000_000, election.SentNs);
        Assert.Equal(5_000_000_000, election.ReceivedNs);
    }

    [Theory]
    [InlineData("2026-11-23T12:01:00.000Z", 5_000_000_000)]
    [InlineData("2026-11-23T11:00:00.000Z", 0)]
    [InlineData("sometime", 5_000_000_000)]
    public void A_clock_that_is_wrong_does_not_move_an_election_out_of_the_run(string at, long sentNs) =>
        Assert.Equal(sentNs, ReadAt(at, receivedNs: 5_000_000_000).SentNs);

    [Fact]
    public void Other_lines_give_no_observation() =>
        Assert.Null(Connection().ReadLogLine(new NodeLogLine("n1", 1, "{\"msg\":\"serving client traffic insecurely\"}")));

    private static Observation ReadAt(string at, long receivedNs)
    {
        var line = $$"""{"level":"info","ts":"{{at}}","logger":"raft","msg":"2fe016b38bd73cf5 became leader at term 7"}""";
        var observation = Connection().ReadLogLine(new NodeLogLine("n2", receivedNs, line));
        Assert.NotNull(observation);
        return observation;
    }

    private static ISystemConnection Connection()
    {
        var etcd = new EtcdSystem(ServersDirectory.None);
        var clock = new RunClock(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)));
        return etcd.Connect(null!, Etcds.OptionsOf(etcd), clock);
    }
}
