namespace Chaos.Agent;

/// <summary>Tries on a child process whether its wall clock can be shifted here.</summary>
internal static class ClockTrial
{
    private const long Second = 1_000_000_000;
    private const long OffsetNs = 60 * Second;

    // Between two readings the machine may be busy; time() knows whole seconds only.
    private const long ToleranceNs = 2 * Second;

    /// <summary>The finding.</summary>
    public static AgentFinding Examine(AgentClock clock)
    {
        try
        {
            using var child = ClockWitness.Start();
            child.Ask();
            if (ProcessClock.TryInstall(child.Pid, clock) is not { } shifted)
                return new("clock", false, "The child whose clock was to be tried has ended.");
            var began = clock.Time.GetTimestamp();
            var accepted = shifted.TrySet(WallProgram.Of(OffsetNs, 0, 0, clock.WallNs));
            var took = clock.Time.GetElapsedTime(began);
            var ahead = Differences(child, clock);
            accepted &= shifted.TrySet(WallProgram.Neutral);
            var back = Differences(child, clock);
            return accepted && ahead.All(ns => Math.Abs(ns - OffsetNs) < ToleranceNs) && back.All(ns => Math.Abs(ns) < ToleranceNs)
                ? new("clock", true, $"A child's wall clock was set 60 s ahead and back, the change in {took.TotalMicroseconds:0} us.")
                : new("clock", false, $"No shifted clocks: a child's clock was to be 60 s ahead; its calls showed {Seconds(ahead)}, "
                    + $"and after the reset {Seconds(back)}.");
        }
        catch (AgentException e)
        {
            return new("clock", false, $"No shifted clocks: {e.Message}");
        }
    }

    // By each of the calls, how far the child is ahead of this process.
    private static long[] Differences(ClockWitness child, AgentClock clock)
    {
        var beforeNs = clock.WallNs;
        var seen = child.Ask();
        return [.. new[] { seen.ManagedNs, seen.RealTimeNs, seen.CoarseNs, seen.DayNs, seen.TimeNs }.Select(ns => ns - beforeNs)];
    }

    private static string Seconds(long[] differences) => string.Join(", ", differences.Select(ns => $"{ns / (double)Second:0.0} s"));
}
