using System.Text;
using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class ProtocolTests
{
    public static TheoryData<string> Requests =>
    [
        """{"do":"hello","id":1}""",
        """{"do":"lease","ms":8000,"id":2}""",
        """{"do":"clock","id":3}""",
        """{"do":"cut","sources":["172.31.10.2","172.31.10.3"],"id":4}""",
        """{"do":"cut-state","id":5}""",
        """{"do":"probe","nonce":77,"targets":["172.31.10.4"],"count":3,"intervalMs":20,"id":6}""",
        """{"do":"seen","nonce":77,"id":7}""",
        """{"do":"signal","number":"stop","pids":[12,13],"settleMs":5000,"id":8}""",
        """{"do":"signal","number":"kill","settleMs":5000,"id":9}""",
        """{"do":"processes","id":10}""",
        """{"do":"heal","id":11}""",
        """{"do":"doctor","id":12}""",
        """{"do":"stop","id":13}""",
        """{"do":"flap","sources":[{"address":"172.31.10.2","intervalMs":1000}],"id":14}""",
        """{"do":"reset","peers":["172.31.10.2"],"id":15}""",
        """{"do":"treat","sources":[{"address":"172.31.10.2","delayUs":50000,"jitterUs":10000,"reorder":true,"loss":0.1,"duplicate":0.2,"bytesPerSecond":1000000}],"id":16}""",
        """{"do":"treat-state","id":17}""",
        """{"do":"measure","nonce":77,"targets":["172.31.10.4"],"count":50,"intervalMs":5,"bytes":100,"id":18}""",
        """{"do":"measured","nonce":77,"id":19}""",
        """{"do":"disk-create","name":"run-n1","id":14}""",
        """{"do":"disk-lose","id":15}""",
        """{"do":"disk-recover","id":16}""",
        """{"do":"disk-state","id":17}""",
        """{"do":"disk-fill","freeBytes":0,"id":18}""",
        """{"do":"disk-free","id":19}""",
        """{"do":"file-list","pattern":"*.wal","id":20}""",
        """{"do":"file-damage","path":"wal/0.wal","flips":[{"offset":17,"bit":3}],"length":100,"id":21}""",
        """{"do":"data-empty","id":22}""",
        """{"do":"data-save","copy":"before","id":23}""",
        """{"do":"data-roll-back","copy":"before","id":24}""",
        """{"do":"gate-open","directory":"/data","id":25}""",
        """{"do":"calls-set","wish":{"flushDelayMs":5,"lyingFlush":false,"failing":["fsync"],"error":"ENOSPC","share":0.5},"id":26}""",
        """{"do":"calls-state","id":27}""",
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_request_reads_back_as_it_was_written(string line)
    {
        var request = AgentWire.DecodeRequest(Encoding.UTF8.GetBytes(line));

        Assert.Equal(line + "\n", Encoding.UTF8.GetString(AgentWire.Encode(request)));
    }

    [Fact]
    public void A_field_that_is_left_out_takes_its_default()
    {
        var probe = Assert.IsType<AgentRequest.Probe>(
            AgentWire.DecodeRequest("""{"id":1,"nonce":5,"targets":[],"do":"probe"}"""u8));

        Assert.Equal((3, 20), (probe.Count, probe.IntervalMs));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("""{"do":"cut","id":4}""")]
    [InlineData("""{"do":"explode","id":4}""")]
    [InlineData("""{"id":4}""")]
    [InlineData("""{"do":"cut","sources":["10.0.0.1"],"probability":0.5,"id":4}""")]
    [InlineData("""{"do":"signal","number":"shrug","id":4}""")]
    public void What_is_no_request_is_refused(string line) =>
        Assert.Throws<FormatException>(() => AgentWire.DecodeRequest(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData("""{"do":"explode","id":4}""", 4)]
    [InlineData("""{"do":"explode","id":"4"}""", 0)]
    [InlineData("""[4]""", 0)]
    [InlineData("""{"do""", 0)]
    public void The_id_of_a_refused_request_is_still_found(string line, long id) =>
        Assert.Equal(id, AgentWire.IdOf(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void A_reply_reads_back_as_it_was_written_and_says_nothing_that_was_not_asked()
    {
        var reply = new AgentReply
        {
            Id = 4,
            FromNs = 1_000,
            ToNs = 2_000,
            WallNs = 1_800_000_000_000_000_000,
            Cut = [new CutSource("172.31.10.2", 17)],
        };

        var line = AgentWire.Encode(reply);

        Assert.Equal(
            """{"id":4,"fromNs":1000,"toNs":2000,"wallNs":1800000000000000000,"cut":[{"address":"172.31.10.2","droppedPackets":17}]}""" + "\n",
            Encoding.UTF8.GetString(line));
        Assert.Equal(line, AgentWire.Encode(AgentWire.DecodeReply(line)));
    }

    [Fact]
    public void An_older_controller_reads_the_reply_of_a_newer_agent() =>
        Assert.Equal(9, AgentWire.DecodeReply("""{"id":9,"fromNs":1,"toNs":2,"wallNs":3,"mood":"fine"}"""u8).Id);

    [Fact]
    public void A_line_feed_inside_a_text_does_not_end_the_line()
    {
        var line = AgentWire.Encode(new AgentReply { Id = 1, FromNs = 0, ToNs = 0, WallNs = 0, Error = "a\nb" });

        Assert.Equal(line.Length - 1, Array.IndexOf(line, (byte)'\n'));
    }
}
