using System.Globalization;
using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>The processes in the agent's PID namespace, from /proc.</summary>
internal sealed class PodProcesses : IPodProcesses
{
    private const string Root = "/proc";
    private const int Everyone = -1;

    /// <inheritdoc/>
    public IReadOnlyList<AgentProcess> List() => [.. Stats().Select(s => new AgentProcess
    {
        Pid = s.Pid,
        ParentPid = s.ParentPid,
        State = s.State,
        StartMs = s.StartTicks * 1000 / StatLine.TicksPerSecond,
        Command = s.Command,
    })];

    /// <inheritdoc/>
    public void Send(AgentSignal signal, IReadOnlyList<int>? pids)
    {
        if (pids is not null)
        {
            foreach (var pid in pids)
                SendOne(signal, pid);
            return;
        }

        // As process 1 of the namespace this reaches all others there and nobody else, and none can escape by forking. Anywhere
        // else it would reach every process of the machine.
        if (Environment.ProcessId != 1)
        {
            throw new AgentException(
                $"The agent is process {Environment.ProcessId}: it signals all processes only as process 1 of a pod. Name the pids.");
        }

        SendOne(signal, Everyone);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Unaffected(AgentSignal signal, IReadOnlyList<int>? pids)
    {
        var concerned = Stats().Where(s => pids is null || pids.Contains(s.Pid)).Where(s => !s.HasEnded);
        return signal switch
        {
            AgentSignal.Kill => [.. concerned.Select(s => s.Pid)],
            AgentSignal.Stop => [.. concerned.Where(s => !AllThreadsStopped(s.Pid)).Select(s => s.Pid)],
            AgentSignal.Cont => [.. concerned.Where(s => s.IsStopped).Select(s => s.Pid)],
            _ => [],
        };
    }

    private static void SendOne(AgentSignal signal, int pid)
    {
        if (Libc.Kill(pid, (int)signal) == 0)
            return;
        var errno = Marshal.GetLastPInvokeError();
        if (errno == Libc.NoProcess)
            return;
        var whom = pid == Everyone ? "all processes" : $"process {pid}";
        throw new AgentException($"Sending {signal} to {whom}", errno, "The agent needs the capability KILL.");
    }

    private static IEnumerable<StatLine> Stats()
    {
        foreach (var directory in Directory.EnumerateDirectories(Root))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var pid)
                && pid != Environment.ProcessId
                && TryRead(directory, out var stat))
            {
                yield return stat;
            }
        }
    }

    private static bool AllThreadsStopped(int pid)
    {
        try
        {
            return Directory.EnumerateDirectories($"{Root}/{pid}/task").All(t => !TryRead(t, out var s) || s.IsStopped || s.State is 'Z' or 'X');
        }
        catch (IOException)
        {
            // Gone meanwhile: the next look at the list tells.
            return false;
        }
    }

    private static bool TryRead(string directory, out StatLine stat)
    {
        try
        {
            return StatLine.TryParse(File.ReadAllText($"{directory}/stat"), out stat);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone between listing and reading.
            stat = default;
            return false;
        }
    }
}
