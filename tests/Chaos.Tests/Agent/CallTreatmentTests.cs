using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class CallTreatmentTests
{
    [Fact]
    public void Without_a_wish_every_call_is_done_and_flushes_are_only_counted()
    {
        var treatment = new CallTreatment();

        Assert.Equal(-5, treatment.Flush(() => -5));
        Assert.All(Enum.GetValues<FailingCall>(), call => Assert.Equal(0, treatment.Refuse(call)));
        var report = treatment.Report();
        Assert.Equal((1, 0, 0), (report.Flushes, report.TreatedFlushes, report.FailedCalls));
        Assert.NotNull(report.MedianFlushNs);
    }

    [Fact]
    public void A_lying_flush_succeeds_and_does_nothing()
    {
        var treatment = new CallTreatment();
        treatment.Set(new() { LyingFlush = true });
        var done = 0;

        Assert.Equal(0, treatment.Flush(() => ++done));
        Assert.Equal(0, done);
        Assert.Equal(1, treatment.Report().TreatedFlushes);
    }

    [Fact]
    public void Only_the_calls_that_are_named_fail_with_the_error_that_is_named()
    {
        var treatment = new CallTreatment();
        treatment.Set(new() { Failing = [FailingCall.Fsync, FailingCall.Write], Error = FailingError.NoSpace });

        Assert.Equal(-28, treatment.Flush(() => 0));
        Assert.Equal(28, treatment.Refuse(FailingCall.Write));
        Assert.Equal(0, treatment.Refuse(FailingCall.Read));
        Assert.Equal((1, 2), (treatment.Report().TreatedFlushes, treatment.Report().FailedCalls));
    }

    [Theory]
    [InlineData(1.0, 100)]
    [InlineData(0.25, 25)]
    [InlineData(0.333, 33)]
    [InlineData(0.01, 1)]
    public void The_share_of_calls_fails(double share, int expected)
    {
        var treatment = new CallTreatment();
        treatment.Set(new() { Failing = [FailingCall.Read], Share = share });

        Assert.Equal(expected, Enumerable.Range(0, 100).Count(_ => treatment.Refuse(FailingCall.Read) == 5));
    }

    [Fact]
    public async Task A_flush_that_is_being_delayed_goes_on_when_the_treatment_ends()
    {
        var treatment = new CallTreatment();
        treatment.Set(new() { FlushDelayMs = 60_000 });
        var begun = new TaskCompletionSource();
        var flush = Task.Factory.StartNew(
            () =>
            {
                begun.SetResult();
                return treatment.Flush(() => 7);
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await begun.Task;

        treatment.Set(new());

        Assert.Equal(7, await flush);
    }

    [Fact]
    public void A_flush_that_was_begun_under_an_earlier_wish_does_not_count_for_the_next()
    {
        var treatment = new CallTreatment();
        treatment.Set(new() { FlushDelayMs = 1 });

        treatment.Flush(() =>
        {
            treatment.Set(new());
            return 0;
        });

        Assert.Equal((0, 0), (treatment.Report().Flushes, treatment.Report().TreatedFlushes));
    }
}
