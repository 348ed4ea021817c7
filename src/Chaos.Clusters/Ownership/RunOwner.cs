using System.Diagnostics;
using System.Globalization;

namespace Chaos.Clusters;

/// <summary>A process that owns what it created: host, pid and start time, so that a reused pid is not taken for it.</summary>
internal sealed record RunOwner(string Host, int ProcessId, string StartTime)
{
    /// <summary>This process.</summary>
    public static RunOwner Current { get; } = new(
        Environment.MachineName, Environment.ProcessId, StartTimeOf(Environment.ProcessId) ?? "0");

    /// <summary>Reads <c>host/pid/start time</c>; false for any other text.</summary>
    public static bool TryParse(string? text, out RunOwner owner)
    {
        owner = Current;
        var parts = text?.Split('/') ?? [];
        if (parts.Length != 3 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            return false;
        owner = new RunOwner(parts[0], pid, parts[2]);
        return true;
    }

    /// <summary>Whether the owner still runs.</summary>
    public OwnerState Look()
    {
        if (!string.Equals(Host, Environment.MachineName, StringComparison.Ordinal))
            return OwnerState.Elsewhere;
        return string.Equals(StartTimeOf(ProcessId), StartTime, StringComparison.Ordinal)
            ? OwnerState.Alive
            : OwnerState.Dead;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Host}/{ProcessId}/{StartTime}";

    private static string? StartTimeOf(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return StartTicks(File.ReadAllText($"/proc/{processId}/stat"));
            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // Field 22 of proc(5), counted behind the command, which may itself hold spaces and brackets. A zombie runs no more.
    private static string? StartTicks(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : fields[19];
    }
}
