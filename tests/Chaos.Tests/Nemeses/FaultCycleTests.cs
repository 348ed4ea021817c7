using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class FaultCycleTests
{
    private const long Second = 1_000_000_000;
    private static readonly Randomness Seed = Randomness.FromSeed(3).For("generator");

    [Fact]
    public void It_idles_begins_holds_ends_and_begins_again_within_its_ranges()
    {
        IGenerator generator = new FaultCycle("kill", new());
        var nowNs = 0L;
        var times = new List<(string? F, long AtNs, long Cycle)>();
        for (var i = 0; i < 20; i++) times.Add(Run(ref generator, ref nowNs, OperationType.Ok));

        Assert.InRange(times[0].AtNs, 3 * Second, 5 * Second);
        for (var i = 1; i < times.Count; i++)
        {
            Assert.Equal(i % 2 == 0 ? "begin-kill" : "end-kill", times[i].F);
            Assert.Equal(i / 2, times[i].Cycle);
            var waited = times[i].AtNs - times[i - 1].AtNs;
            if (i % 2 == 0) Assert.InRange(waited, 3 * Second, 6 * Second);
            else Assert.InRange(waited, 4 * Second, 7 * Second);
        }
    }

    [Fact]
    public void Asking_changes_nothing_and_the_same_seed_gives_the_same_answer()
    {
        var cycle = new FaultCycle("kill", new());
        var first = cycle.Next(At(0));
        Assert.Equal(GeneratorStepKind.Pending, first.Kind);
        Assert.Equal(first.DueNs, cycle.Next(At(0)).DueNs);
        Assert.Equal(first.DueNs, first.Generator.Next(At(1)).DueNs);
        Assert.Equal(first.DueNs, new FaultCycle("kill", new()).Next(At(0)).DueNs);
        Assert.NotEqual(first.DueNs, new FaultCycle("pause", new()).Next(At(0)).DueNs);
        Assert.NotEqual(first.DueNs, cycle.Next(At(0) with { Random = Randomness.FromSeed(4) }).DueNs);

        var due = cycle.Next(At(first.DueNs));
        Assert.Equal(GeneratorStepKind.Operation, due.Kind);
        Assert.Equal(GeneratorStepKind.Operation, cycle.Next(At(first.DueNs)).Kind);
        Assert.Equal(GeneratorStepKind.Pending, due.Generator.Next(At(first.DueNs + (100 * Second))).Kind);
    }

    [Theory]
    [InlineData(OperationType.Fail, 1, 2)]
    [InlineData(OperationType.Info, 3, 6)]
    public void A_begin_that_did_not_work_is_followed_by_another_begin(OperationType type, long leastSeconds, long mostSeconds)
    {
        IGenerator generator = new FaultCycle("kill", new());
        var nowNs = 0L;
        var first = Run(ref generator, ref nowNs, type);
        var second = Run(ref generator, ref nowNs, type);

        Assert.Equal("begin-kill", second.F);
        Assert.Equal(1, second.Cycle);
        Assert.InRange(second.AtNs - first.AtNs, leastSeconds * Second, mostSeconds * Second);
    }

    [Fact]
    public void Every_counts_from_beginning_to_beginning_and_for_is_exact()
    {
        var parameters = NemesisArguments.Parse("kill:every=10s:for=2s")[0].Parameters;
        IGenerator generator = new FaultCycle("kill", new FaultTiming().With("kill", parameters));
        var nowNs = 0L;
        var times = new List<long>();
        for (var i = 0; i < 6; i++) times.Add(Run(ref generator, ref nowNs, OperationType.Ok).AtNs);

        Assert.Equal([3, 5, 13, 15, 23, 25], times.Select(ns => ns / Second));
    }

    [Fact]
    public void No_fault_begins_just_before_the_end_and_short_phases_see_one_early()
    {
        foreach (var seconds in new[] { 5, 10, 60 })
        {
            var limit = TimeSpan.FromSeconds(seconds);
            var parameters = NemesisArguments.Parse("kill")[0].Parameters;
            IGenerator generator = new FaultCycle("kill", new FaultTiming().With("kill", parameters, limit));
            var nowNs = 0L;
            var begun = new List<long>();
            for (; ; )
            {
                var (f, atNs, _) = Run(ref generator, ref nowNs, OperationType.Ok);
                if (f is null) break;
                if (f == "begin-kill") begun.Add(atNs);
            }

            Assert.InRange(begun[0], 1, seconds * Second / 3);
            Assert.InRange(begun[^1], 1, (long)(Math.Max(seconds - 3.0, seconds * 0.75) * Second));
        }
    }

    [Fact]
    public void Operations_of_others_are_none_of_its_business()
    {
        IGenerator generator = new FaultCycle("kill", new());
        var step = generator.Next(At(10 * Second));
        var other = new Operation
        {
            F = "begin-pause",
            Process = Operation.NemesisProcess,
            Type = OperationType.Ok,
            TimeNs = 11 * Second,
        };
        Assert.Same(step.Generator, step.Generator.Update(At(11 * Second), other));
        Assert.Same(step.Generator, step.Generator.Update(At(11 * Second), other with { F = "begin-kill", Process = 3 }));
        Assert.Same(step.Generator, step.Generator.Update(At(11 * Second), other with { F = "begin-kill", Type = OperationType.Invoke }));
    }

    private static GeneratorContext At(long nowNs) => new(nowNs, 0, 1, 1, Seed);

    private static (string? F, long AtNs, long Cycle) Run(ref IGenerator generator, ref long nowNs, OperationType type)
    {
        var step = generator.Next(At(nowNs));
        if (step.Kind is GeneratorStepKind.Pending) step = step.Generator.Next(At(nowNs = step.DueNs));
        if (step.Kind is GeneratorStepKind.Done) return (null, nowNs, -1);
        var invocation = step.Invocation;
        generator = step.Generator.Update(At(nowNs), new()
        {
            F = invocation.F,
            Process = Operation.NemesisProcess,
            Type = type,
            TimeNs = nowNs,
        });
        return (invocation.F, nowNs, invocation.Value.AsInteger());
    }
}
