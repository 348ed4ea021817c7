using Chaos.Nemeses;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class MixTests
{
    private static readonly string[] Six = ["a", "b", "c", "d", "e", "f"];

    [Fact]
    public void First_each_family_takes_its_turn_then_a_quarter_of_the_periods_is_quiet() =>
        Gen.ULong.Sample(seed =>
        {
            var table = Table(seed, TimeSpan.FromHours(1));
            Assert.Equal(Six, Enumerable.Range(0, 6).SelectMany(slot => table.TakingPart(slot)).Order());
            var later = Enumerable.Range(6, 200).Select(slot => table.TakingPart(slot)).ToArray();
            Assert.InRange(later.Count(subset => subset.Count == 0), 25, 80);
            Assert.All(later, subset => Assert.Equal(subset.Count, subset.Distinct().Count()));
            Assert.Equal(Six, later.SelectMany(subset => subset).Distinct().Order());
        });

    [Fact]
    public void Faults_of_a_slot_begin_and_end_inside_of_it_with_time_left_for_healing() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 30]).Sample((seed, slot) =>
        {
            var table = Table(seed, TimeSpan.FromSeconds(180));
            var begin = table.BeginNs(slot, "c");
            Assert.InRange(begin, table.StartNs(slot), table.LastBeginNs(slot));
            Assert.True(table.EndNs(slot) > table.LastBeginNs(slot));
            Assert.Equal(table.LengthNs(slot) / 5, table.StartNs(slot + 1) - table.EndNs(slot), 2.0);
        });

    [Fact]
    public async Task In_three_minutes_every_family_bites_and_a_majority_is_left()
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var lab = Mixed(seed);
            await lab.RunAsync(TimeSpan.FromSeconds(180));
            foreach (var family in new[] { "partition", "kill", "pause" })
                Assert.Contains(lab.Faults, fault => fault.Nemesis == family && fault.Effective is true);
            Assert.All(
                lab.Faults.Where(fault => fault.Outcome is FaultOutcome.Installed),
                fault => Assert.True(fault.Effective, $"{fault.Id}: {fault.Effect}"));
            Assert.Empty(lab.Budget.InForce);
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_mix()
    {
        Assert.Equal(await WrittenAsync(7), await WrittenAsync(7));
        Assert.NotEqual(await WrittenAsync(7), await WrittenAsync(8));

        static async Task<string> WrittenAsync(ulong seed)
        {
            var lab = Mixed(seed);
            await lab.RunAsync(TimeSpan.FromSeconds(60));
            return string.Join('\n', lab.Written);
        }
    }

    [Theory]
    [InlineData("mix,kill", "stands alone")]
    [InlineData("mix:families=kill+paus", "Did you mean 'pause'?")]
    [InlineData("mix:period=1s", "at least 5s")]
    [InlineData("mix:period=often", "is not a duration")]
    [InlineData("mix:least=0", "a whole number from 1")]
    [InlineData("mix:families=kill+pause:least=3", "more than the 2 families")]
    [InlineData("mix:every=5s", "Unknown option of nemesis mix 'every'")]
    [InlineData("mix:families=mix", "does not take mix")]
    public void Wrong_parameters_are_refused_with_a_sentence(string text, string part)
    {
        var failure = Assert.Throws<UsageException>(() =>
        {
            foreach (var request in NemesisArguments.Parse(text)) request.Check(beyondQuorum: false);
        });
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_takes_what_the_backend_has_and_says_why_it_leaves_out_the_rest()
    {
        var settings = MixSettings.Of(NemesisCatalog.Mix.DefaultParameters);
        var choice = MixChoice.Of(settings, new Without(FaultCapability.Cuts), new() { System = "any", Groups = [] });

        Assert.Contains("no cuts today", choice.LeftOut["partition"], StringComparison.Ordinal);
        Assert.DoesNotContain(choice.Taken, request => request.Name == "partition");
        Assert.Contains(choice.Taken, request => request.Name == "kill");
        Assert.All(settings.Families, family => Assert.Equal(BrokenPromise.None, family.Breaks));
    }

    private static MixTimetable Table(ulong seed, TimeSpan limit) => new()
    {
        Families = Six,
        Random = Randomness.FromSeed(seed),
        Period = TimeSpan.FromSeconds(15),
        TimeLimit = limit,
    };

    private static Lab Mixed(ulong seed) => new("partition,kill,pause", seed: seed, mixOf: TimeSpan.FromSeconds(180));

    private sealed class Without(FaultCapability missing) : IFaultSupport
    {
        public Support Of(FaultCapability capability) =>
            capability == missing ? Support.Unavailable("There are no cuts today.") : Support.Native("");
    }
}
