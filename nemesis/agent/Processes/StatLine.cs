using System.Globalization;

namespace Chaos.Agent;

/// <summary>What /proc/PID/stat says of a process or a thread (proc_pid_stat(5)).</summary>
internal readonly record struct StatLine(int Pid, string Command, char State, int ParentPid, int Threads, long StartTicks)
{
    /// <summary>Ticks a second of the times in it: fixed in Linux's interface.</summary>
    public const int TicksPerSecond = 100;

    /// <summary>It has ended and waits only to be collected by its parent.</summary>
    public bool HasEnded => State == 'X' || (State == 'Z' && Threads <= 1);

    /// <summary>It is stopped, by a signal or by a tracer.</summary>
    public bool IsStopped => State is 'T' or 't';

    /// <summary>Reads it; false if it is something else.</summary>
    public static bool TryParse(string text, out StatLine stat)
    {
        stat = default;
        // The command may hold anything, spaces and brackets too: it ends at the last closing bracket.
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        if (open < 1 || close < open || !int.TryParse(text.AsSpan(0, open).Trim(), CultureInfo.InvariantCulture, out var pid))
            return false;
        var fields = text[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length < 20
            || fields[0].Length != 1
            || !int.TryParse(fields[1], CultureInfo.InvariantCulture, out var parent)
            || !int.TryParse(fields[17], CultureInfo.InvariantCulture, out var threads)
            || !long.TryParse(fields[19], CultureInfo.InvariantCulture, out var start))
        {
            return false;
        }

        stat = new StatLine(pid, text[(open + 1)..close], fields[0][0], parent, threads, start);
        return true;
    }
}
