using Xunit;

namespace Chaos.Tests.Loads;

public sealed class GeneratorTests
{
    private static readonly Randomness Source = Randomness.FromSeed(1).For("generator");

    [Fact]
    public void Asking_twice_gives_the_same_and_changes_nothing()
    {
        var generator = Generators.Mix((1, Numbers("a")), (2, Numbers("b"))).Rate(100).For(TimeSpan.FromSeconds(1));
        Assert.Equal(Draw(generator), Draw(generator));
    }

    [Fact]
    public void A_mix_keeps_its_weights_and_goes_on_with_what_is_left()
    {
        var drawn = Draw(Generators.Mix((1, Numbers("a")), (3, Numbers("b").Limit(600)), (1, Numbers("c"))).Limit(1_500));
        Assert.Equal(1_500, drawn.Count);
        Assert.Equal(600, drawn.Count(step => step.F == "b"));
        Assert.InRange(drawn.Take(500).Count(step => step.F == "b"), 250, 350);
    }

    [Fact]
    public void A_part_of_a_mix_that_is_pending_does_not_hold_up_the_others()
    {
        var waiting = Numbers("late").FixedRate(1).For(TimeSpan.FromMilliseconds(500)); // pending until its end
        foreach (var mix in new[] { Generators.Mix((9, waiting), (1, Numbers("a"))), Generators.Mix((1, Numbers("a")), (9, waiting)) })
            Assert.Equal(20, Draw(mix.Limit(20)).Count(step => step.F == "a"));
        var alone = Generators.Mix((1, waiting)).Next(At(0));
        Assert.Equal((GeneratorStepKind.Pending, 500_000_000L), (alone.Kind, alone.DueNs));
    }

    [Fact]
    public void A_rate_gives_intended_starts_that_depend_on_nothing_but_the_count()
    {
        var exponential = Draw(Numbers("a").Rate(1_000).Limit(10_000)).Select(step => step.DueNs).ToList();
        Assert.InRange(exponential[^1], 9_500_000_000, 10_500_000_000);
        var gaps = exponential.Zip(exponential.Skip(1), (one, next) => next - one).ToList();
        Assert.All(gaps, gap => Assert.True(gap >= 0));
        Assert.InRange(gaps.Count(gap => gap < 1_000_000) / 9_999.0, 0.60, 0.66); // 1 - 1/e
        var even = Draw(Numbers("a").FixedRate(4).Limit(3)).Select(step => step.DueNs);
        Assert.Equal([250_000_000L, 500_000_000L, 750_000_000L], even);
    }

    [Fact]
    public void A_time_limit_ends_it_and_leaves_out_what_would_be_due_later()
    {
        Assert.Equal(9, Draw(Numbers("a").FixedRate(10).For(TimeSpan.FromSeconds(1))).Count);
        var over = Numbers("a").For(TimeSpan.FromSeconds(1)).Next(At(1_000_000_000));
        Assert.Equal(GeneratorStepKind.Done, over.Kind);
    }

    [Fact]
    public void A_cycle_repeats_its_round_with_new_draws_and_an_empty_round_ends_it()
    {
        var drawn = Draw(Generators.Of(Op("a"), Op("b")).Cycle().Limit(5));
        Assert.Equal(["a", "b", "a", "b", "a"], drawn.Select(step => step.F));
        Assert.Empty(Draw(Generators.None.Cycle()));
    }

    [Fact]
    public void A_fault_cycle_alternates_with_pauses_from_the_end_of_the_operation_before()
    {
        var drawn = Draw(
            Generators.FaultCycle(Op("cut"), Op("heal"), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6)).Limit(100), takesNs: 500_000_000);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? "cut" : "heal"), drawn.Select(step => step.F));
        var pauses = drawn.Select((step, i) => step.DueNs - (i == 0 ? 0 : drawn[i - 1].DueNs + 500_000_000)).ToList();
        Assert.All(pauses.Where((_, i) => i % 2 == 0), pause => Assert.InRange(pause, 1_000_000_000, 3_000_000_000));
        Assert.All(pauses.Where((_, i) => i % 2 == 1), pause => Assert.InRange(pause, 3_000_000_000, 9_000_000_000));
        Assert.True(pauses.Distinct().Count() > 90);
    }

    [Fact]
    public void On_each_node_asks_every_node_once_for_each_operation()
    {
        var drawn = Draw(Generators.OnEachNode([Op("a"), Op("b")]));
        Assert.Equal([("a", 0), ("a", 1), ("a", 2), ("b", 0), ("b", 1), ("b", 2)], drawn.Select(step => (step.F, step.Thread!.Value)));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<UsageException>(() => Numbers("a").Rate(0));
        Assert.Throws<UsageException>(() => Numbers("a").Rate(double.NaN));
        Assert.Throws<UsageException>(() => Generators.Mix());
        Assert.Throws<UsageException>(() => Generators.Mix((0, Numbers("a"))));
        Assert.Throws<UsageException>(() => Numbers("a").After(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
    }

    private static Invocation Op(string f) => new(f, null, default);

    private static IGenerator Numbers(string f) => Generators.Endless((n, random) => new Invocation(f, null, Value.Of(random.Below(1000) + n)));

    private static GeneratorContext At(long nowNs) => new(nowNs, 0, 1, 5, Source) { Nodes = 3 };

    // One operation at a time: it starts when due, and takes so long.
    private static List<(string F, Value Value, long DueNs, int? Thread)> Draw(IGenerator generator, long takesNs = 0)
    {
        var drawn = new List<(string, Value, long, int?)>();
        var nowNs = 0L;
        while (true)
        {
            var step = generator.Next(At(nowNs));
            generator = step.Generator;
            if (step.Kind is GeneratorStepKind.Done) return drawn;
            nowNs = Math.Max(nowNs, step.DueNs);
            if (step.Kind is GeneratorStepKind.Pending) continue;
            drawn.Add((step.Invocation.F, step.Invocation.Value, step.DueNs, step.Thread));
            var entry = new Operation { F = step.Invocation.F, Type = OperationType.Invoke, TimeNs = nowNs };
            generator = generator.Update(At(nowNs), entry);
            nowNs += takesNs;
            generator = generator.Update(At(nowNs), entry with { Type = OperationType.Ok, TimeNs = nowNs });
        }
    }
}
