using Chaos.Nemeses;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Nemeses;

/// <summary>What is taken as proof of a wrong clock, and what is not.</summary>
public sealed class ClockProofTests
{
    private const long Second = 1_000_000_000;
    private static readonly EffectTime Began = new(10 * Second, (10 * Second) + 2_000_000);

    [Fact]
    public void An_offset_is_proven_by_itself_and_by_nothing_else()
    {
        var bump = new ClockProgram { Offset = TimeSpan.FromSeconds(-60) };

        Assert.True(After(bump, Read(11, -60 * Second)).Holds);
        Assert.False(After(bump, Read(11, 60 * Second)).Holds);
        Assert.False(After(bump, Read(11, 0)).Holds);
        Assert.False(After(bump, Read(11, -60 * Second) with { Detail = "process 7 is 0 ms from the true time" }).Holds);
        Assert.False(After(bump).Holds);
        Assert.Equal("n1 was 60.000 s behind", After(bump, Read(11, -60 * Second)).Sentence);
    }

    [Fact]
    public void A_node_without_processes_proves_nothing()
    {
        var proof = After(new() { Offset = TimeSpan.FromSeconds(1) }, Read(11, null));

        Assert.False(proof.Holds);
        Assert.True(proof.NothingRan);
        Assert.Equal("no process of n1 ran", proof.Sentence);
    }

    [Fact]
    public void A_drift_must_have_grown_as_fast_as_it_should()
    {
        var drift = new ClockProgram { DriftPpm = 100_000 };

        Assert.True(After(drift, Read(20, Second)).Holds);
        Assert.False(After(drift, Read(20, Second / 2)).Holds);
        Assert.False(After(drift, Read(20, 2 * Second)).Holds);
        Assert.False(After(drift, Read(20, -Second)).Holds);
    }

    [Fact]
    public void A_strobe_must_be_seen_both_ways()
    {
        var strobe = new ClockProgram { Offset = TimeSpan.FromSeconds(3), StrobeEvery = TimeSpan.FromMilliseconds(50) };

        Assert.False(After(strobe, Read(11, 3 * Second), Read(12, 3 * Second)).Holds);
        Assert.False(After(strobe, Read(11, 0), Read(12, 0)).Holds);
        Assert.False(After(strobe, Read(11, 0), Read(12, 2 * Second)).Holds);
        Assert.True(After(strobe, Read(11, 0), Read(12, 3 * Second)).Holds);
    }

    [Fact]
    public void A_start_during_the_fault_is_told()
    {
        var proof = After(new() { Offset = TimeSpan.FromSeconds(1) }, Read(15, Second) with { ClockSinceNs = 14 * Second });

        Assert.Equal("n1 was 1.000 s ahead, after a start from 14.000 s on", proof.Sentence);
    }

    [Fact]
    public void A_program_survives_its_text() => Gen.Select(Gen.Long[-3_600_000_000, 3_600_000_000], Gen.Int[0, 10_000], Gen.Int[-500_000, 500_000])
        .Sample((ticks, periodTicks, ppm) =>
        {
            ClockProgram[] programs =
            [
                new() { Offset = TimeSpan.FromTicks(ticks) },
                new() { Offset = TimeSpan.FromTicks(ticks), StrobeEvery = TimeSpan.FromTicks(periodTicks + 1) },
                new() { DriftPpm = ppm == 0 ? 0.5 : ppm / 8.0 },
            ];
            Assert.All(programs, program => Assert.Equal(program, ClockText.Parse(ClockText.Of(program))));
        });

    [Theory]
    [InlineData("clock:mode=bump:direction=behind", "n1", "-")]
    [InlineData("clock:mode=drift:direction=ahead:ppm=500", "n1", "+500ppm")]
    [InlineData("clock:mode=strobe:size=2s:period=20ms:direction=ahead", "n1", "+2s strobe 20ms")]
    public void What_is_given_is_not_drawn(string argument, string node, string begins)
    {
        var family = new ClockFamily(new() { Parameters = NemesisArguments.Parse(argument)[0].Parameters, Budget = new() });
        var scene = new DrawScene
        {
            Nodes = ["n1"],
            VoterSets = [["n1"]],
            Down = new HashSet<string>(),
            Cycle = 3,
            Rounds = Randomness.FromSeed(1),
        };

        Assert.StartsWith(begins, family.Draws(scene).First().Parameters[ClockInjection.KeyOf(node)], StringComparison.Ordinal);
    }

    private static ClockProof After(ClockProgram program, params Observation[] seen)
    {
        var proof = new ClockProof("n1", program, Began);
        foreach (var one in seen) proof.Add(one);
        return proof;
    }

    private static Observation Read(long atSecond, long? offsetNs) => new()
    {
        Kind = ObservationKind.Clock,
        Node = "n1",
        SentNs = atSecond * Second,
        ReceivedNs = (atSecond * Second) + 3_000_000,
        ClockOffsetNs = offsetNs,
    };
}
