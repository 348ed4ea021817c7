using System.Net;
using Chaos.Agent;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class ProbeTests
{
    private static readonly IPAddress Here = IPAddress.Parse("172.31.10.2");
    private static readonly IPAddress There = IPAddress.Parse("172.31.10.3");

    [Fact]
    public void A_datagram_reads_back_as_it_was_written() =>
        Gen.Select(Gen.Long, Gen.Int).Sample((nonce, sequence) =>
        {
            var written = new ProbeDatagram(nonce, sequence);
            return ProbeDatagram.TryRead(written.ToArray(), out var read) && read == written;
        });

    [Fact]
    public void Bytes_of_others_are_no_probe()
    {
        var probe = new ProbeDatagram(1, 2).ToArray();

        Assert.False(ProbeDatagram.TryRead(probe.AsSpan(1), out _));
        Assert.False(ProbeDatagram.TryRead([.. probe, 0], out _));
        probe[0] ^= 1;
        Assert.False(ProbeDatagram.TryRead(probe, out _));
    }

    [Fact]
    public void The_tally_tells_rounds_and_sources_apart_and_counts_a_duplicate_once()
    {
        var tally = new ProbeTally();
        tally.Add(Here, new ProbeDatagram(1, 0), 10);
        tally.Add(Here, new ProbeDatagram(1, 1), 20);
        tally.Add(Here, new ProbeDatagram(1, 1), 30);
        tally.Add(There, new ProbeDatagram(1, 0), 40);
        tally.Add(There, new ProbeDatagram(2, 0), 50);

        Assert.Equal([new ProbeSeen("172.31.10.2", 2, 10, 30), new ProbeSeen("172.31.10.3", 1, 40, 40)], tally.Of(1));
        Assert.Equal([new ProbeSeen("172.31.10.3", 1, 50, 50)], tally.Of(2));
        Assert.Empty(tally.Of(3));
    }

    [Fact]
    public void The_tally_forgets_the_oldest_rounds_only()
    {
        var tally = new ProbeTally();
        for (var nonce = 0; nonce < 65; nonce++)
            tally.Add(Here, new ProbeDatagram(nonce, 0), nonce);

        Assert.Empty(tally.Of(0));
        Assert.All(Enumerable.Range(1, 64), nonce => Assert.Single(tally.Of(nonce)));
    }
}
