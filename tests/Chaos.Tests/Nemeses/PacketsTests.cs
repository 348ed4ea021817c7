using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.Nemeses;

/// <summary>What is drawn for packets, what proves it, and which parameters are refused.</summary>
public sealed class PacketsTests
{
    [Theory]
    [InlineData("shape=delay", "50.2 ms at the median")]
    [InlineData("shape=loss", "20% lost")]
    [InlineData("shape=reorder", "33.33% overtaken")]
    [InlineData("shape=duplicate", "20% twice")]
    [InlineData("shape=rate", "1m bytes a second")]
    [InlineData("shape=all", "10% lost")]
    [InlineData("delay=100ms:loss=5%", "100.2 ms at the median")]
    public async Task A_treatment_that_was_measured_and_ended_is_effective(string parameters, string measured)
    {
        var lab = new Lab($"packets:{parameters}:links=all");

        var fault = await lab.BeginAndEndAsync();

        Assert.True(fault.Effective, fault.Effect);
        Assert.Contains("20 directions", fault.Effect, StringComparison.Ordinal);
        Assert.Contains(measured, fault.Effect, StringComparison.Ordinal);
        Assert.Contains("ended: 20 directions: 0.2 ms at the median", fault.Effect, StringComparison.Ordinal);
        Assert.Empty(lab.Cluster.Packets.InForce);
    }

    public static TheoryData<string, string, string> Lies => new()
    {
        { "delay", "weak", "quicker than asked" },
        { "loss", "weak", "20% of loss was asked" },
        { "loss", "strong", "20% of loss was asked" },
        { "duplicate", "weak", "20% of copies was asked" },
        { "duplicate", "strong", "20% of copies was asked" },
        { "reorder", "weak", "the order never changed" },
        { "rate", "weak", "faster than asked" },
        { "delay", "spills", "other directions were treated as well" },
        { "loss", "spills", "other directions were treated as well" },
        { "duplicate", "spills", "other directions were treated as well" },
        { "delay", "stays", "still slow" },
        { "loss", "stays", "still lost" },
        { "duplicate", "stays", "still arrive twice" },
        { "rate", "stays", "no faster than the rate" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_treatment_that_is_not_what_was_asked_is_not_effective(string shape, string lie, string why)
    {
        var lab = new Lab($"packets:shape={shape}:links=one-way");
        var packets = lab.Cluster.Packets;
        packets.SpillsOver = lie == "spills";
        packets.Stays = lie == "stays";
        if (lie == "weak")
            packets.Distort = asked => new() { BytesPerSecond = asked.BytesPerSecond * 2, Delay = asked.Delay / 2, Loss = asked.Loss / 4, };
        if (lie == "strong") packets.Distort = asked => new() { Loss = asked.Loss * 2, Duplicate = asked.Duplicate * 2 };

        var fault = await lab.BeginAndEndAsync();

        Assert.False(fault.Effective);
        Assert.Contains(why, fault.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directions_that_another_fault_cuts_prove_nothing()
    {
        var lab = new Lab("packets:shape=delay:links=all,partition:shape=isolated-leader");
        await lab.BeginAsync(lab.Nemeses[1]);
        await lab.BeginAsync(lab.Nemeses[0]);
        await lab.EndAsync(lab.Nemeses[0]);

        var fault = lab.Faults.Single(fault => fault.Nemesis == "packets");
        Assert.True(fault.Effective, fault.Effect);
        Assert.Contains("12 directions: 50.2 ms", fault.Effect, StringComparison.Ordinal);
        Assert.Contains("8 directions are cut by another fault", fault.Effect, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("links=all", 5, 20)]
    [InlineData("links=node:target=leader", 1, 8)]
    [InlineData("links=node:target=n2+n3", 2, 14)]
    [InlineData("links=link:target=leader", 1, 2)]
    [InlineData("links=one-way:target=n4", 1, 1)]
    [InlineData("target=n4", 1, 8)]
    public async Task The_directions_are_those_that_were_asked_for(string parameters, int nodes, int directions)
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var lab = new Lab($"packets:delay=50ms:{parameters}", seed: seed);
            await lab.BeginAsync();

            Assert.Equal(nodes, lab.Only.Nodes.Count);
            var drawn = lab.Only.Parameters[PacketsFamily.Directions].Split(' ');
            Assert.Equal(directions, drawn.Distinct().Count());
            Assert.All(drawn, link => Assert.Contains(lab.Only.Nodes, node => link.Split('>').Contains(node)));
        }
    }

    [Fact]
    public async Task The_mix_takes_every_shape_and_every_kind_of_links_in_turn()
    {
        var lab = new Lab("packets");
        for (var cycle = 0; cycle < 12; cycle++)
        {
            await lab.BeginAsync(cycle: cycle);
            await lab.EndAsync();
        }

        Assert.All(lab.Faults, fault => Assert.True(fault.Effective, fault.Effect));
        Assert.Equal(["all", "delay", "duplicate", "loss", "rate", "reorder"], lab.Faults.Select(fault => fault.Shape).Distinct().Order());
        Assert.Equal(["all", "link", "node", "one-way"], lab.Faults.Select(fault => fault.Parameters["links"]).Distinct().Order());
    }

    [Fact]
    public void A_treatment_reads_back_from_its_record()
    {
        var treatment = new PacketTreatment
        {
            Delay = TimeSpan.FromMilliseconds(50),
            Jitter = TimeSpan.FromMilliseconds(12.5),
            Reorder = true,
            Loss = 0.125,
            Duplicate = 0.01,
            BytesPerSecond = 256_000,
        };

        Assert.Equal(treatment, TreatmentText.Read("packets", TreatmentText.Write(treatment)));
        Assert.Equal(new(), TreatmentText.Read("packets", TreatmentText.Write(new())));
    }

    [Theory]
    [InlineData("packets:shape=dely", "Did you mean 'delay'?")]
    [InlineData("packets:shape=custom", "none is given")]
    [InlineData("packets:shape=loss:delay=5ms", "'delay' is no part of shape=loss")]
    [InlineData("packets:shape=mix:delay=5ms", "'delay' is no part of shape=mix")]
    [InlineData("packets:loss=20", "Write it as 20%")]
    [InlineData("packets:loss=120%", "at most 100%")]
    [InlineData("packets:loss=60%", "give at most 50%")]
    [InlineData("packets:delay=2s", "give at most 1s")]
    [InlineData("packets:rate=1", "no rate. Write bytes a second as 256k or 1m")]
    [InlineData("packets:rate=1k", "give at least 16k")]
    [InlineData("packets:rate=90m", "too fast to be measured")]
    [InlineData("packets:jitter=5ms", "more than the delay")]
    [InlineData("packets:delay=5ms:reorder=yes", "Give delay and jitter too")]
    [InlineData("packets:reorder=no", "leave packets as they are")]
    [InlineData("packets:links=all:target=n1", "takes no target")]
    [InlineData("packets:links=some", "Unknown value of option links")]
    public void Wrong_parameters_are_refused_with_what_to_write_instead(string text, string part)
    {
        var failure = Assert.Throws<UsageException>(() => NemesisArguments.Parse(text)[0].Create(new()));
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_as_good_as_a_cut_is_taken_beyond_quorum() =>
        Assert.Equal("packets", NemesisArguments.Parse("packets:loss=90%")[0].Create(new(beyondQuorum: true)).Name);
}
