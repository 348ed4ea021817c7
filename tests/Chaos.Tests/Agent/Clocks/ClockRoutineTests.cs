using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

/// <summary>The machine code, run on this machine (x64) and under emulation (arm64).</summary>
public sealed class ClockRoutineTests
{
    private const long Second = 1_000_000_000;

    // The last tick of the kernel, for the clock that shows only that.
    private const long TickNs = 20_000_000;

    [Theory]
    [InlineData("x64")]
    [InlineData("arm64")]
    public void The_bytes_are_those_of_the_source(string architecture)
    {
        using var harness = new RoutineHarness(architecture);

        var routine = architecture == "x64" ? ClockRoutine.X64 : ClockRoutine.Arm64;
        Assert.Equal(harness.Assemble(), routine.Code.ToArray());
    }

    [Theory]
    [InlineData("x64")]
    [InlineData("arm64")]
    public void Every_wall_clock_shows_the_program_in_force_and_no_other_clock_does(string architecture)
    {
        using var harness = new RoutineHarness(architecture);
        var nowNs = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        WallProgram[] programs =
        [
            WallProgram.Neutral,
            WallProgram.Of(60 * Second, 0, 0, nowNs),
            WallProgram.Of(-1, 0, 0, nowNs),
            WallProgram.Of((-300 * Second) - 999_999_999, 0, 0, nowNs),
            WallProgram.Of(-2 * nowNs, 0, 0, nowNs), // before 1970
            WallProgram.Of(0, 500_000, 0, nowNs - (3600 * Second)),
            WallProgram.Of(0, -200, 0, nowNs - (86_400 * Second)),
            WallProgram.Of(5 * Second, 1, 0, nowNs - (100 * Second)),
            WallProgram.Of(7 * Second, 0, 1000 * Second, nowNs - (500 * Second)), // in its first half, the offset
            WallProgram.Of(7 * Second, 0, 1000 * Second, nowNs - (1500 * Second)), // in its second half, the truth
            WallProgram.Of(7 * Second, -300, 1000 * Second, nowNs - (2500 * Second)),
            WallProgram.Of(7 * Second, 0, 1000 * Second, nowNs + (500 * Second)), // began after now: the machine's clock was set back
        ];
        foreach (var (number, program) in programs.Index())
        {
            var seen = harness.Ask(program, number);

            AssertBetween(program, seen, seen.RealTimeNs, 0);
            AssertBetween(program, seen, seen.CoarseNs, TickNs);
            AssertBetween(program, seen, seen.TaiNs, 0);
            AssertBetween(program, seen, seen.DayNs, 1000);
            AssertBetween(program, seen, seen.TimeSeconds.First * Second, Second);
            Assert.Equal(seen.TimeSeconds.First, seen.TimeSeconds.Second);
            Assert.All(seen.Fractions, ns => Assert.InRange(ns, 0, Second - 1));
            Assert.InRange(seen.MonotonicNs, 1, nowNs / 2);
            Assert.Equal(-22, seen.Error);
        }
    }

    // The offset does not go down faster than the time goes on, so that the ends bound what lies between.
    private static void AssertBetween(WallProgram program, RoutineHarness.Answers seen, long toldNs, long coarseNs) => Assert.InRange(
        toldNs,
        seen.SentNs - coarseNs + program.OffsetAtNs(seen.SentNs - coarseNs),
        seen.ReceivedNs + program.OffsetAtNs(seen.ReceivedNs));

    [Fact]
    public void A_landing_pad_for_indirect_calls_is_kept()
    {
        Assert.Equal(4, ClockRoutine.X64.LandingPad([0xf3, 0x0f, 0x1e, 0xfa, 0x55]));
        Assert.Equal(0, ClockRoutine.X64.LandingPad([0x55, 0x48, 0x89, 0xe5, 0x53]));
        Assert.Equal(4, ClockRoutine.Arm64.LandingPad([0x5f, 0x24, 0x03, 0xd5]));
        Assert.Equal(0, ClockRoutine.Arm64.LandingPad([0xfd, 0x7b, 0xbf, 0xa9]));
    }

    [Fact]
    public void Jumps_go_where_they_should()
    {
        Assert.Equal([0xe9, 0xfb, 0x0f, 0, 0], ClockRoutine.X64.Jump(0x1000, 0x2000));
        Assert.Equal([0xe9, 0xfb, 0xef, 0xff, 0xff], ClockRoutine.X64.Jump(0x2000, 0x1000));
        Assert.Equal([0x00, 0x04, 0x00, 0x14], ClockRoutine.Arm64.Jump(0x1000, 0x2000));
        Assert.Equal([0x00, 0xfc, 0xff, 0x17], ClockRoutine.Arm64.Jump(0x2000, 0x1000));
    }

    [Fact]
    public void A_program_survives_memory()
    {
        var program = WallProgram.Of(-5, 12.5, 7, 11);

        Assert.Equal(program, WallProgram.Read(program.ToBytes()));
        Assert.True(WallProgram.Of(0, 0, 5, 5).IsNeutral);
    }
}
