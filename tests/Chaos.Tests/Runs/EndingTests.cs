using Chaos.Tests.Histories;
using Xunit;

namespace Chaos.Tests.Runs;

/// <summary>How runs end: as planned, interrupted, on a full disk, with nemeses that fail.</summary>
public sealed class EndingTests
{
    private static readonly Invocation Op = new("write", "k", Value.Of(1));
    private static readonly IGenerator Load = Generators.Endless((n, _) => Op with { Value = Value.Of(n) }).FixedRate(100);

    [Fact]
    public void An_interrupted_run_lets_operations_end_heals_and_skips_the_rest()
    {
        var healed = 0;
        var outcome = VirtualTime.Run(async time =>
        {
            var clock = new RunClock(time);
            var lane = Lane(Generators.Of(new Invocation("cut", null, default)), HangUntilCancelled) with
            {
                HealAsync = _ =>
                {
                    healed++;
                    return default;
                },
            };
            var test = SchedulingTests.Test(Load, Slow(clock)) with { Nemeses = [lane], FinalGenerator = _ => Generators.Of(Op) };
            using var interrupt = new CancellationTokenSource(TimeSpan.FromSeconds(3), time);
            using var loop = new RunLoop(test, clock, null, new VirtualTimeDispatcher(time), null);
            return await loop.RunAsync(interrupt.Token);
        });
        Assert.True(outcome.Interrupted);
        Assert.False(outcome.FinalComplete);
        Assert.Null(outcome.Failure);
        Assert.Equal(1, healed);
        Assert.NotNull(outcome.HealedAtNs);
        Assert.Equal([RunPhase.Main, RunPhase.Heal], outcome.Phases.Select(phase => phase.Phase));
        var entries = SchedulingTests.Clients(outcome);
        Assert.All(entries.Where(entry => entry.Type is OperationType.Invoke), entry => Assert.True(entry.TimeNs <= 3_000_000_000));
        Assert.Equal(entries.Count(entry => entry.Type is OperationType.Invoke), entries.Count(entry => entry.Type is OperationType.Ok));
        Assert.Contains(outcome.History, entry => entry.F == "cut" && entry.Type is OperationType.Info);
    }

    [Fact]
    public void A_full_disk_stops_the_run_and_heals_and_what_was_written_stands()
    {
        using var disk = new FullDisk(roomBytes: 20_000);
        var healed = 0;
        var sent = 0;
        var outcome = VirtualTimeRunner.Run(
            clock => SchedulingTests.Test(Load, ScriptedClient.Opens((_, invocation, _) =>
            {
                sent++;
                return ValueTask.FromResult(Completion.Ok(invocation.Value));
            })) with
            {
                Nemeses = [Lane(Generators.None, HangUntilCancelled) with { HealAsync = _ => Count(ref healed) }],
            },
            _ => new Journal(disk, new HistoryHeader { RunId = "r", WallAtStart = DateTimeOffset.UnixEpoch }));
        Assert.Equal(RunFailureKind.Infrastructure, outcome.Failure?.Kind);
        Assert.Contains("No space left", outcome.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(1, healed);
        var bytes = new MemoryStream(disk.ToArray());
        Assert.Equal(HistoryFile.Read(bytes).History, outcome.History);
        Assert.Equal(sent, SchedulingTests.Clients(outcome).Count(entry => entry.Type is OperationType.Invoke));
        Assert.InRange(sent, 50, 200);
    }

    [Fact]
    public void A_cluster_that_does_not_recover_is_told_and_final_operations_are_tried_nevertheless()
    {
        var outcome = VirtualTimeRunner.Run(clock => SchedulingTests.Test(Generators.Of(Op), Slow(clock)) with
        {
            RecoveryLimit = TimeSpan.FromSeconds(20),
            AwaitHealth = async cancelled =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, clock.TimeProvider, cancelled);
                return null;
            },
            FinalGenerator = keys => Generators.OnEachNode(keys.Select(RegisterOperations.ReadOf)),
        });
        Assert.Equal("it was not healthy within 20 s", outcome.RecoveryFailure);
        Assert.Null(outcome.HealthyAtNs);
        Assert.True(outcome.FinalComplete);
        Assert.Equal(
            ["n1", "n2"],
            outcome.History.Where(entry => entry.F == "read" && entry.Type is OperationType.Ok).Select(entry => entry.Node).Order());
        Assert.Equal(20_000_000_000, outcome.Phases.Single(phase => phase.Phase == RunPhase.Recover) is var phase ? phase.EndNs - phase.StartNs : 0);
    }

    [Fact]
    public void Final_operations_that_take_too_long_are_cut_off_and_that_is_told()
    {
        var outcome = VirtualTimeRunner.Run(clock => SchedulingTests.Test(Generators.Of(Op), Slow(clock)) with
        {
            FinalGenerator = _ => Generators.Endless((_, _) => Op),
            FinalLimit = TimeSpan.FromSeconds(2),
        });
        Assert.False(outcome.FinalComplete);
        Assert.Null(outcome.Failure);
    }

    [Fact]
    public void A_generator_that_throws_is_a_bug_and_the_run_heals()
    {
        var healed = 0;
        var outcome = VirtualTimeRunner.Run(clock => SchedulingTests.Test(
            Generators.Endless((n, _) => n < 5 ? Op : throw new InvalidOperationException("odd")), Slow(clock)) with
        {
            Nemeses = [Lane(Generators.None, HangUntilCancelled) with { HealAsync = _ => Count(ref healed) }],
        });
        Assert.Equal(RunFailureKind.Bug, outcome.Failure?.Kind);
        Assert.Equal(1, healed);
        Assert.Equal(5, outcome.History.Count(entry => entry.IsClient && entry.Type is OperationType.Ok));
    }

    [Fact]
    public void A_nemesis_that_throws_is_info_and_goes_on_but_one_that_cannot_heal_is_a_failure()
    {
        var outcome = VirtualTimeRunner.Run(clock => SchedulingTests.Test(Load, Slow(clock)) with
        {
            TimeLimit = TimeSpan.FromSeconds(10),
            Nemeses =
            [
                Lane(
                    Generators.FaultCycle(new("cut", null, default), new("heal", null, default), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)),
                    (_, _) => throw new ClusterException("the agent is gone"))
                    with { HealAsync = _ => throw new ClusterException("a rule is left") },
            ],
        });
        Assert.Equal(RunFailureKind.Infrastructure, outcome.Failure?.Kind);
        Assert.Contains("a rule is left", outcome.Failure!.Message, StringComparison.Ordinal);
        Assert.Null(outcome.HealedAtNs);
        Assert.InRange(outcome.History.Count(entry => entry.Key == "lane" && entry.Error == "ClusterException: the agent is gone"), 5, 20);
    }

    [Fact]
    public void Phases_are_told_in_order_and_are_in_the_history()
    {
        var told = new List<string>();
        var outcome = VirtualTimeRunner.Run(clock => SchedulingTests.Test(Generators.Of(Op), Slow(clock)) with
        {
            OnPhase = (phase, _) => told.Add(phase),
            FinalGenerator = _ => Generators.Of(Op),
        });
        string[] expected = [RunPhase.Main, RunPhase.Heal, RunPhase.Recover, RunPhase.Final, RunPhase.End];
        Assert.Equal(expected, told);
        Assert.Equal(expected, outcome.History.Where(entry => entry.F == "phase").Select(entry => entry.Value.AsText()));
    }

    private static ValueTask Count(ref int count)
    {
        count++;
        return default;
    }

    private static OpenClient Slow(RunClock clock) => ScriptedClient.Opens(async (_, invocation, _) =>
    {
        await Task.Delay(TimeSpan.FromMilliseconds(20), clock.TimeProvider, CancellationToken.None);
        return Completion.Ok(invocation.Value);
    });

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 20)]
    public void The_main_phase_ends_with_the_last_nemesis_only_where_that_is_asked_for(bool endsWithNemeses, int seconds)
    {
        var outcome = VirtualTimeRunner.Run(clock => SchedulingTests.Test(Load, Slow(clock)) with
        {
            Nemeses =
            [
                Lane(Generators.Of(new Invocation("cut", null, default)), async (_, cancellationToken) =>
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), clock.TimeProvider, cancellationToken);
                    return Completion.Ok(default);
                }),
                Lane(Generators.None, HangUntilCancelled) with { Name = "idle" },
            ],
            TimeLimit = TimeSpan.FromSeconds(20),
            EndsWithNemeses = endsWithNemeses,
            FinalGenerator = _ => Generators.Of(Op),
        });
        Assert.Equal(seconds, (outcome.Phases[0].EndNs - outcome.Phases[0].StartNs) / 1e9, 0.05);
        Assert.True(outcome.FinalComplete);
        Assert.Contains(outcome.History, entry => entry is { F: "cut", Type: OperationType.Ok });
    }

    private static NemesisLane Lane(IGenerator generator, Func<Invocation, CancellationToken, ValueTask<Completion>> invoke) => new()
    {
        Name = "lane",
        Generator = generator,
        InvokeAsync = invoke,
        HealAsync = _ => default,
    };

    private static async ValueTask<Completion> HangUntilCancelled(Invocation invocation, CancellationToken cancelled)
    {
        var never = new TaskCompletionSource<Completion>();
        await using var registration = cancelled.Register(() => never.TrySetCanceled(cancelled));
        return await never.Task;
    }
}
