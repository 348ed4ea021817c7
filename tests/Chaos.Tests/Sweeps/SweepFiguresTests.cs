using Chaos.Reports;
using Xunit;

namespace Chaos.Tests.Sweeps;

public sealed class SweepFiguresTests
{
    [Fact]
    public void Percentiles_are_measured_latencies_and_the_warm_up_does_not_count()
    {
        // 1 ms for all but each hundredth, which takes 50; in the first two seconds everything takes 500.
        var figures = Load.FiguresOf(Load.Of(12, due => (due + (due < 2000 ? 500 : due % 1000 == 0 ? 50 : 1), OperationType.Ok)), warmUpSeconds: 2);
        Assert.Equal((1, 1, 1, 50), (figures.P50Ms, figures.P90Ms, figures.P99Ms, figures.P999Ms));
        Assert.Equal(1000, figures.Operations.Total);
        Assert.Equal(10_000, figures.MeasuredMs);
        Assert.InRange(figures.AnsweredPerSecond, 99.8, 100);
        Assert.Equal(0, figures.UnansweredShare);
    }

    [Fact]
    public void Latency_counts_from_the_intended_start_however_late_it_was_sent()
    {
        var entries = new[] { (5_000L, OperationType.Invoke), (5_010L, OperationType.Ok) }.Select((one, i) => new Operation
        {
            Index = i,
            TimeNs = one.Item1 * Load.Ms,
            DueNs = 1_000 * Load.Ms,
            Process = 0,
            Type = one.Item2,
            F = "read",
            Key = "k",
            Value = Value.Of(1),
        });
        Assert.Equal(4_010, Load.FiguresOf(new(new History(entries), [], [RunPhase.Began(RunPhase.Heal, 6_000 * Load.Ms)])).P50Ms);
    }

    [Fact]
    public void What_was_given_up_counts_with_its_time_and_what_was_refused_as_not_answered()
    {
        var figures = Load.FiguresOf(Load.Of(10, due => (due / 10 % 10) switch
        {
            0 => (due + 2000, OperationType.Info),
            1 => (due + 1, OperationType.Fail),
            _ => (due + 1, OperationType.Ok),
        }));
        Assert.Equal(0.2, figures.UnansweredShare, 3);
        Assert.Equal(2000, figures.P99Ms);
        Assert.Equal(1, figures.P50Ms);
    }

    [Fact]
    public void The_999th_of_a_thousand_needs_a_thousand() => Assert.Null(Load.FiguresOf(Load.Of(9, due => (due + 1, OperationType.Ok))).P999Ms);

    [Fact]
    public void A_fault_is_told_by_first_error_silence_election_and_the_way_back()
    {
        // From 5 s on for 3 s nothing is answered: what is sent is given up after 0.5 s. Then every second is as before.
        var figures = Load.FiguresOf(Load.Of(
            20,
            due => due is >= 5000 and < 8000 ? (due + 500, OperationType.Info) : (due + 1, OperationType.Ok),
            [Load.Fault(1, 5000, 7500)],
            elections: [6200, 25_000]));
        var fault = Assert.Single(figures.Faults);
        Assert.Equal(500, fault.FirstErrorMs);
        Assert.InRange(fault.UnavailableMs, 2_990, 3_010);
        Assert.Equal(1_205, fault.NewLeaderMs);
        Assert.InRange(fault.BackMs!.Value, 2_800, 3_000);
        Assert.Equal(1, figures.LeaderChanges);
    }

    [Fact]
    public void A_fault_that_nobody_felt_has_no_error_and_the_rate_never_fell()
    {
        var fault = Assert.Single(Load.FiguresOf(Load.Of(20, due => (due + 1, OperationType.Ok), [Load.Fault(1, 5000, 8000)])).Faults);
        Assert.Equal((null, null, 0.0), (fault.FirstErrorMs, fault.NewLeaderMs, fault.BackMs));
        Assert.InRange(fault.UnavailableMs, 0, 15);
    }

    [Fact]
    public void A_rate_that_does_not_come_back_before_the_next_fault_is_not_said_to_be_back()
    {
        var faults = Load.FiguresOf(Load.Of(
            20, due => due < 5000 || due / 10 % 2 == 0 ? (due + 1, OperationType.Ok) : null, [Load.Fault(1, 5000, 8000), Load.Fault(2, 10_000, 12_000)])).Faults;
        Assert.Null(faults[0].BackMs);
        Assert.Equal(0, faults[1].BackMs);
    }

    [Fact]
    public void A_run_without_operations_has_no_figures_and_breaks_nothing()
    {
        var figures = Load.FiguresOf(new(new History([]), [], []));
        Assert.Null(figures.P50Ms);
        Assert.Empty(figures.Faults);
    }

    [Theory]
    [InlineData(new[] { 5.0 }, 5.0, null, null)]
    [InlineData(new[] { 4.0, 6.0 }, 5.0, -7.706, 17.706)]
    [InlineData(new[] { 1.0, 2.0, 3.0 }, 2.0, -0.484, 4.484)]
    public void A_band_is_students_interval_of_the_mean(double[] values, double middle, double? low, double? high)
    {
        var band = Band.Of(values)!;
        Assert.Equal(middle, band.Middle, 3);
        Assert.Equal(Rounded(low), Rounded(band.Low));
        Assert.Equal(Rounded(high), Rounded(band.High));

        static double? Rounded(double? value) => value is { } known ? Math.Round(known, 2) : null;
    }

    [Fact]
    public void A_band_of_latencies_is_one_of_factors_and_stays_above_nothing()
    {
        var band = Band.OfLatencies([1, 10, 100])!;
        Assert.Equal(10, band.Middle, 6);
        Assert.True(band.Low > 0);
        Assert.Equal(band.Middle / band.Low!.Value, band.High!.Value / band.Middle, 6);
        Assert.Null(Band.OfLatencies([1, 0]));
    }
}
