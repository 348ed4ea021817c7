using System.Buffers;
using Chaos.Consensus;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Consensus;

public sealed class CodecTests
{
    [Theory]
    [InlineData("raft")]
    [InlineData("paxos")]
    [InlineData("paxos-single")]
    public void Bytes_that_are_no_message_are_refused_with_a_sentence(string system) => Gen.Byte.Array[0, 60].Sample(bytes =>
    {
        var program = ReferenceProgram.Of(system);
        try
        {
            program.Create(Options.Create($"system {system}", program.Options, [])).Codec.Decode(bytes);
        }
        catch (FormatException)
        {
            return;
        }
    });

    [Fact]
    public void A_probe_reply_comes_back_as_it_was()
    {
        var codec = new RaftCodec();
        var bytes = new ArrayBufferWriter<byte>();
        codec.Encode(
            new ProbeReply
            {
                Role = NodeRole.Leader,
                Term = 7,
                Leader = 2,
                CommitIndex = 9,
                AppliedIndex = 8,
                LastIndex = 10,
                Members = [0, 2],
                Digest = 5,
            },
            bytes);
        var back = (ProbeReply)codec.Decode(bytes.WrittenSpan);
        Assert.Equal((NodeRole.Leader, 7L, 2, 9L, 8L, 10L, 5UL), (back.Role, back.Term, back.Leader, back.CommitIndex, back.AppliedIndex, back.LastIndex, back.Digest));
        Assert.Equal([0, 2], back.Members);
    }
}
