namespace Chaos.Simulation;

/// <summary>How far a node's wall clock is from the true one.</summary>
internal sealed class SimulatedWallClock
{
    private ClockProgram program = new();
    private long sinceNs;

    public void Set(ClockProgram next, long nowNs)
    {
        program = next;
        sinceNs = nowNs;
    }

    public long OffsetNs(long nowNs)
    {
        var offset = program.Offset.Ticks * 100;
        var passed = nowNs - sinceNs;
        if (program.StrobeEvery is { } every && every > TimeSpan.Zero && passed / (every.Ticks * 100) % 2 == 1) offset = 0;
        return program.DriftPpm == 0 ? offset : offset + (long)(passed * (program.DriftPpm / 1_000_000));
    }
}
