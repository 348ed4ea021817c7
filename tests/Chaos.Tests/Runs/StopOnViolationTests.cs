using Chaos.Campaigns;
using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Runs;

/// <summary>A run that is followed ends early when, and only when, it shows a violation.</summary>
public sealed class StopOnViolationTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BugFrom = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_store_that_begins_to_answer_with_old_values_is_stopped_early_and_judged_invalid(ulong seed)
    {
        var follower = new Follower();
        var outcome = VirtualTimeRunner.Run(clock =>
        {
            var test = StoreTest.Create(clock, seed, out _, Length);
            return test with { Observer = follower, OpenClient = Forgetful(test.OpenClient, clock) };
        });

        Assert.NotNull(outcome.StopReason);
        Assert.Null(outcome.Failure);
        Assert.False(outcome.Interrupted);
        Assert.NotNull(outcome.HealedAtNs);
        var end = outcome.History[^1].TimeNs;
        Assert.InRange(end, BugFrom.Ticks * 100, Length.Ticks * 100 / 2);
        Assert.Equal(Verdict.Invalid, Judge(outcome.History).Verdict);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_right_store_is_never_stopped(ulong seed)
    {
        var follower = new Follower();
        var outcome = VirtualTimeRunner.Run(clock => StoreTest.Create(clock, seed, out _, Length) with { Observer = follower });

        Assert.Null(outcome.StopReason);
        Assert.True(outcome.FinalComplete);
        Assert.Equal(3, follower.Checker.Followed);
        Assert.Equal(Verdict.Valid, Judge(outcome.History).Verdict);
    }

    [Fact]
    public void What_is_followed_is_the_history_entry_by_entry()
    {
        var follower = new Follower();
        var outcome = VirtualTimeRunner.Run(clock =>
            StoreTest.Create(clock, 1, out _, TimeSpan.FromSeconds(1)) with { Observer = follower });

        Assert.Equal(outcome.History.Select(entry => entry.Index), follower.Indexes);
    }

    [Fact]
    public async Task In_real_time_the_watch_beside_the_scheduler_stops_the_run()
    {
        var clock = new RunClock(TimeProvider.System);
        await using var watch = new ViolationWatch(new RegisterModel(), new Progress<string>());
        var test = StoreTest.Create(clock, 1, out _, TimeSpan.FromSeconds(60));
        var outcome = await RealTimeRunner.RunAsync(
            test with { Observer = watch, OpenClient = Forgetful(test.OpenClient, clock) }, clock,
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("--stop-on-violation", outcome.StopReason!, StringComparison.Ordinal);
        Assert.Null(outcome.Failure);
        Assert.Equal(Verdict.Invalid, Judge(outcome.History).Verdict);
    }

    private static CheckResult Judge(History history) => new LinearizabilityChecker(new RegisterModel()).Check(
        new Evidence(history, [], []), new CheckBudget(), CancellationToken.None);

    // From some time on reads answer what each client saw first.
    private static OpenClient Forgetful(OpenClient inner, RunClock clock) => async (seat, cancellationToken) =>
    {
        var client = await inner(seat, cancellationToken);
        var first = new Dictionary<string, Value>();
        return new ScriptedClient(async (invocation, cancelled) =>
        {
            var completion = await client.InvokeAsync(invocation, cancelled);
            if (invocation.F != RegisterOperations.Read || completion.Type is not OperationType.Ok) return completion;
            if (first.TryAdd(invocation.Key!, completion.Value) || clock.NowNs < BugFrom.Ticks * 100) return completion;
            return Completion.Ok(first[invocation.Key!]);
        });
    };

    private sealed class Follower : IRunObserver
    {
        public OnlineChecker Checker { get; } = new(new RegisterModel());

        public List<long> Indexes { get; } = [];

        public string? StopReason => Checker.Violation?.Sentence;

        public void OnRecorded(in Operation entry)
        {
            Indexes.Add(entry.Index);
            Checker.Observe(entry);
        }
    }
}
